import { fork } from 'node:child_process';
import { join } from 'node:path';
import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from '../../electron/core/api/app-router.ts';
import type { FromCoreProcess } from '../../electron/window-channels.ts';
import { messagePortLink } from '../../renderer/client/message-port-link.ts';

type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

export type CoreProcessRun = {
  /** A screen's client, over the link that the window's screen uses. */
  readonly client: Client;
  readonly actAs: (token: string) => void;
  /** What the core process told the window's main process so far. */
  readonly said: () => readonly FromCoreProcess[];
  /** Asks it to end as the window does, and answers its exit code. */
  readonly stop: () => Promise<number | null>;
  readonly kill: () => void;
};

type FromChild =
  | { readonly kind: 'said'; readonly message: FromCoreProcess }
  | { readonly kind: 'text'; readonly text: string };

/** Runs a built core process in a Node of its own, with a stand-in for what Electron gives it, until it has spoken. */
export async function runCoreProcess(bundle: string, folder: string): Promise<CoreProcessRun> {
  const host = join(import.meta.dirname, 'core-process-host.mjs');
  const child = fork(host, [bundle, '--data', folder], { execArgv: [], silent: true });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      words += chunk;
    });
  }
  const said: FromCoreProcess[] = [];
  const hearers = new Set<(text: string) => void>();
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  const spoken = new Promise<void>((done) => {
    child.on('message', (message: FromChild) => {
      if (message.kind === 'text') for (const hear of hearers) hear(message.text);
      else {
        said.push(message.message);
        done();
      }
    });
  });
  await Promise.race([spoken, ended]);
  if (said.length === 0) throw new Error(`the core process ended without a word:\n${words}`);
  child.send({ kind: 'port' });
  let session: string | null = null;
  const link = messagePortLink<AppRouter>(
    {
      send: (text) => void child.send({ kind: 'text', text }),
      listen: (hear) => {
        hearers.add(hear);
        return () => hearers.delete(hear);
      },
    },
    () => session,
  );
  return {
    client: createTRPCClient<AppRouter>({ links: [link] }),
    actAs: (token) => {
      session = token;
    },
    said: () => said,
    stop: () => {
      child.send({ kind: 'stop' });
      return ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
