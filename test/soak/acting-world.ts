import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { json } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { JournalAnswer, JournalPush } from '../../shared/contract/journal-copy.ts';
import type { PushAnswer, PushRequest } from '../../shared/contract/sync.ts';

/** What stands around a till: a cloud that takes everything and keeps nothing, and a printer that swallows paper. */
export type World = {
  readonly cloudUrl: string;
  readonly printerPort: number;
  readonly taken: () => { readonly facts: number; readonly paperBytes: number };
  readonly close: () => Promise<void>;
};

export async function openWorld(): Promise<World> {
  let facts = 0;
  let paperBytes = 0;
  const cloud = createServer((request, response) => {
    const answer = async () => {
      const body = await json(request.pipe(createGunzip()));
      if (request.url === '/v1/journal') return kept(body as JournalPush);
      const push = body as PushRequest;
      facts += push.facts.length;
      return stored(push);
    };
    answer().then(
      (value) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(value));
      },
      () => response.destroy(),
    );
  });
  const printer = createTcpServer((socket) => {
    socket.on('data', (bytes) => {
      paperBytes += bytes.length;
    });
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
  });
  const [cloudPort, printerPort] = await Promise.all([portOf(cloud), portOf(printer)]);
  return {
    cloudUrl: `http://127.0.0.1:${cloudPort}`,
    printerPort,
    taken: () => ({ facts, paperBytes }),
    close: async () => {
      cloud.closeAllConnections();
      await Promise.all([cloud, printer].map((one) => new Promise((done) => one.close(done))));
    },
  };
}

function stored({ facts }: PushRequest): PushAnswer {
  return {
    results: facts.map(({ factId }) => ({ factId, status: 'stored' })),
    contiguousSeq: facts.at(-1)?.seq ?? 0,
  };
}

/** An empty run asks what is held: here nothing, so that the journal is sent from its beginning. */
function kept({ entries }: JournalPush): JournalAnswer {
  const last = entries.at(-1);
  return { status: 'kept', ackedSeq: last?.seq ?? 0, ackedHash: last?.hash ?? '0'.repeat(64) };
}

function portOf(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}
