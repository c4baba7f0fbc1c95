import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Holds a data folder for this process alone: PGlite has no lock, and two processes destroy each other's data.
 * The lock is a local socket, which the system frees however the process ends. Answers `null` when it is held.
 */
export async function lockFolder(folder: string): Promise<{ release: () => Promise<void> } | null> {
  mkdirSync(folder, { recursive: true });
  const server = createServer((socket) => socket.destroy());
  if (!(await listens(server, lockAddress(realpathSync(folder))))) return null;
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function lockAddress(folder: string): string {
  const name = `zhendian-cloud-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // Linux has sockets without a file, so a killed process leaves nothing behind.
  if (process.platform === 'linux') return `\0${name}`;
  return join(tmpdir(), `${name}.sock`);
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(true));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen({ path });
  });
}
