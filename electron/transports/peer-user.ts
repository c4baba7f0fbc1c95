import { readFileSync } from 'node:fs';

/**
 * Whether the other end of a loopback connection belongs to the person who started this program: on Linux the
 * kernel lists the owner of every socket. Elsewhere nobody can say, and the answer is no.
 * @param peerPort port of the other end, on 127.0.0.1
 * @param ownPort port of this program
 */
export function isOwnPeer(peerPort: number, ownPort: number, table = readSocketTable()): boolean {
  const uid = process.getuid?.();
  return uid !== undefined && ownerOfSocket(table, peerPort, ownPort) === uid;
}

/** The user id that holds the socket 127.0.0.1:`localPort` → 127.0.0.1:`remotePort` in a `/proc/net/tcp` table. */
export function ownerOfSocket(table: string, localPort: number, remotePort: number): number | null {
  const local = loopback(localPort);
  const remote = loopback(remotePort);
  for (const line of table.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields[1] === local && fields[2] === remote) return Number(fields[7]);
  }
  return null;
}

function loopback(port: number): string {
  return `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}

function readSocketTable(): string {
  try {
    return readFileSync('/proc/net/tcp', 'utf8');
  } catch {
    return '';
  }
}
