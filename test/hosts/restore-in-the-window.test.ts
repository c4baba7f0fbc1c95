import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTRPCClient } from '@trpc/client';
import type { MessagePortMain, ParentPort } from 'electron';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppRouter } from '../../electron/core/api/app-router.ts';
import { setBackupTarget } from '../../electron/core/backup/backup-target.ts';
import { createCore } from '../../electron/core/core.ts';
import { runCoreProcess } from '../../electron/core-process.ts';
import type { FromCoreProcess, ToCoreProcess } from '../../electron/window-channels.ts';
import { messagePortLink } from '../../renderer/client/message-port-link.ts';
import { alone, OWNER, taken } from '../support/people-till.ts';

const PHRASE = 'a phrase on paper';

let root: string;
let stick: string;
let file: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zhendian-window-'));
  stick = join(root, 'stick');
  mkdirSync(stick);
  const old = taken(createCore({ folder: join(root, 'old'), demo: true }));
  const target = { folder: stick, phrase: PHRASE };
  taken(await setBackupTarget(old.till, old.folder, alone(OWNER), target));
  file = taken(await old.backups.run('by_hand', 'system'))?.file ?? '';
  await old.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What Electron gives the core process: the main process as its parent. */
class ParentDouble extends EventEmitter {
  said: FromCoreProcess[] = [];
  postMessage(message: FromCoreProcess): void {
    this.said.push(message);
  }
  tell(message: ToCoreProcess, ports: readonly MessagePortMain[] = []): void {
    this.emit('message', { data: message, ports });
  }
}

/** Node's end of a channel as Electron hands it out: values come wrapped in events. */
class PortDouble extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
  }
  postMessage(value: unknown): void {
    this.port.postMessage(value);
  }
  start(): void {
    this.port.onmessage = (event) => this.emit('message', { data: event.data, ports: [] });
  }
}

async function started(folder: string) {
  const parent = new ParentDouble();
  const ended = Promise.withResolvers<number>();
  await runCoreProcess(parent as unknown as ParentPort, folder, ended.resolve);
  const { port1, port2 } = new MessageChannel();
  parent.tell({ kind: 'port' }, [new PortDouble(port1) as unknown as MessagePortMain]);
  const link = messagePortLink<AppRouter>(
    {
      send: (text) => port2.postMessage(text),
      listen: (hear) => {
        port2.onmessage = (event) => hear(String(event.data));
        return () => undefined;
      },
    },
    () => null,
  );
  const client = createTRPCClient<AppRouter>({ links: [link] });
  const close = () => port2.close();
  return { parent, client, ended: ended.promise, close };
}

it('a restore in the window ends the core in order, and the one that is started next sells on the new lane', async () => {
  const folder = join(root, 'new');
  await taken(createCore({ folder, demo: false })).close(); // a store that nobody has set up yet
  const first = await started(folder);
  expect(first.parent.said).toEqual([{ kind: 'opened' }]);
  const restored = taken(
    await first.client.backup.restoreHere.mutate({ folder: stick, file, phrase: PHRASE }),
  );
  expect(await first.ended).toBe(0); // by itself: the main process starts a core that ended
  first.close();
  expect(first.parent.said).toEqual([{ kind: 'opened' }]); // nothing to show to anybody

  const second = await started(folder);
  expect(second.parent.said).toEqual([{ kind: 'opened' }]);
  const { store } = await second.client.session.state.query();
  expect(store.registerId).toBe(restored.registerId);
  expect(restored.registerId).toMatch(/^01[A-Z]{3}$/);
  expect(readdirSync(folder)).toContainEqual(expect.stringMatching(/^before-restore-/));
  expect(readdirSync(folder)).not.toContain('restore-staged');
  second.parent.tell({ kind: 'stop' });
  expect(await second.ended).toBe(0);
  second.close();
  expect(second.parent.said.at(-1)).toEqual({ kind: 'stopped' });
});
