import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What the proxy does to one connection; everything it is not told passes through. */
export type ConnectionFault = {
  readonly refuse?: boolean; // closes at once
  readonly cutUpAfter?: number; // bytes of the request that still reach the server
  readonly cutDownAfter?: number; // bytes of the answer that still reach the client
  readonly dropAnswer?: boolean; // the answer is read and never passed on
  readonly delayMs?: number; // before the answer begins
  readonly dripBytes?: number; // the request goes up in pieces of this size, one a millisecond
};

export type FaultProxy = {
  readonly url: string;
  readonly connectionCount: () => number;
  readonly close: () => Promise<void>;
};

/** A TCP proxy in front of a loopback port that breaks its n-th connection as the plan says. */
export function startFaultProxy(
  targetPort: number,
  plan: (connection: number) => ConnectionFault,
): Promise<FaultProxy> {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    count += 1;
    const fault = plan(count);
    if (fault.refuse) {
      client.resetAndDestroy();
      return;
    }
    const target = connect(targetPort, '127.0.0.1');
    for (const socket of [client, target]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => undefined);
    }
    const end = () => {
      client.destroy();
      target.destroy();
    };
    carryUp(client, target, fault, end);
    carryDown(target, client, fault, end);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}`,
        connectionCount: () => count,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}

function carryUp(client: Socket, target: Socket, fault: ConnectionFault, end: () => void): void {
  let left = fault.cutUpAfter ?? Number.POSITIVE_INFINITY;
  let tail = Promise.resolve();
  client.on('data', (part) => {
    const pass = part.subarray(0, Math.min(part.length, left));
    left -= pass.length;
    tail = tail.then(() => drip(target, pass, fault.dripBytes));
    if (left <= 0) void tail.then(() => setTimeout(end, 5));
  });
  client.on('end', () => void tail.then(() => target.end()));
  client.on('close', () => target.destroy());
}

function carryDown(target: Socket, client: Socket, fault: ConnectionFault, end: () => void): void {
  let left = fault.cutDownAfter ?? Number.POSITIVE_INFINITY;
  let tail = new Promise<void>((resolve) => setTimeout(resolve, fault.delayMs ?? 0));
  target.on('data', (part) => {
    if (fault.dropAnswer) return;
    const pass = part.subarray(0, Math.min(part.length, left));
    left -= pass.length;
    tail = tail.then(() => {
      if (!client.destroyed) client.write(pass);
      if (left <= 0) end();
    });
  });
  target.on('end', () => void tail.then(() => client.end()));
  target.on('close', () => void tail.then(() => client.end()));
}

async function drip(target: Socket, part: Buffer, size: number | undefined): Promise<void> {
  for (let at = 0; at < part.length; at += size ?? part.length) {
    if (target.destroyed) return;
    target.write(part.subarray(at, at + (size ?? part.length)));
    if (size) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
