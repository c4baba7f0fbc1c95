import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  isTrackedEnvelope,
  TRPCError,
} from '@trpc/server';
import {
  type CoreCall,
  type PortError,
  type ToScreen,
  toCore,
} from '../../shared/contract/port-messages.ts';
import { appRouter } from '../core/api/app-router.ts';
import type { CallContext } from '../core/api/trpc.ts';
import type { Core } from '../core/core.ts';

/** The core's end of a port, whichever runtime made it: Node's MessagePort or Electron's MessagePortMain. */
export type CorePort = {
  readonly send: (text: string) => void;
  readonly onText: (hear: (text: unknown) => void) => void;
  readonly onClose: (gone: () => void) => void;
};

/** Calls of one screen that may be under way at once; a screen that asks for more is at fault. */
const MOST_CALLS = 200;
/** A price list of 60 MB in base64 is the largest thing a screen sends. */
const MOST_TEXT_LENGTH = 84 * 1024 * 1024;

/**
 * Answers the calls of one screen over `port` until it closes: queries and mutations once, subscriptions until they
 * end or are cancelled. A text that is no call is dropped: there is nobody to tell.
 */
export function serveMessagePort(core: Core, port: CorePort): void {
  const running = new Map<number, AbortController>();
  const send = (message: ToScreen) => port.send(JSON.stringify(message));
  port.onText((text) => {
    const message = parse(text);
    if (message === null) return;
    if (message.kind === 'cancel') {
      running.get(message.id)?.abort();
      running.delete(message.id);
      return;
    }
    if (running.has(message.id)) return;
    if (running.size >= MOST_CALLS) {
      send(errorOf(message, new TRPCError({ code: 'TOO_MANY_REQUESTS' })));
      return;
    }
    const control = new AbortController();
    running.set(message.id, control);
    void answer(core, message, { send, signal: control.signal }).finally(() => {
      if (running.get(message.id) === control) running.delete(message.id);
    });
  });
  port.onClose(() => {
    for (const control of running.values()) control.abort();
    running.clear();
  });
}

type Line = { readonly send: (message: ToScreen) => void; readonly signal: AbortSignal };

async function answer(core: Core, call: CoreCall, line: Line): Promise<void> {
  try {
    const ctx: CallContext = { core, token: call.session };
    const result: unknown = await callTRPCProcedure({
      router: appRouter,
      path: call.path,
      getRawInput: async () => call.input,
      ctx,
      type: call.kind,
      signal: line.signal,
      batchIndex: 0,
    });
    if (line.signal.aborted) return;
    if (call.kind !== 'subscription') line.send({ id: call.id, kind: 'answer', data: result });
    else await passOn(call.id, result, line);
  } catch (error) {
    if (!line.signal.aborted) line.send(errorOf(call, getTRPCErrorFromUnknown(error)));
  }
}

async function passOn(id: number, result: unknown, { send, signal }: Line): Promise<void> {
  if (!isAsyncIterable(result)) throw new Error('a subscription answers with an async iterable');
  const iterator = result[Symbol.asyncIterator]();
  const stopped = new Promise<{ done: true; value: undefined }>((done) => {
    signal.addEventListener('abort', () => done({ done: true, value: undefined }));
  });
  send({ id, kind: 'started' });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped]);
      if (signal.aborted) return;
      if (next.done) break;
      const item: unknown = next.value;
      send({ id, kind: 'item', data: isTrackedEnvelope(item) ? named(item) : item });
    }
  } finally {
    void iterator.return?.();
  }
  send({ id, kind: 'end' });
}

/** An item that has an id crosses as the other links send it. */
function named(item: readonly [id: string, data: unknown, ...rest: unknown[]]): unknown {
  return { id: item[0], data: item[1] };
}

function parse(text: unknown): ReturnType<typeof toCore.parse> | null {
  if (typeof text !== 'string' || text.length > MOST_TEXT_LENGTH) return null;
  try {
    return toCore.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function errorOf(call: CoreCall, error: TRPCError): ToScreen {
  const shape: PortError = getTRPCErrorShape({
    config: appRouter._def._config,
    error,
    type: call.kind,
    path: call.path,
    input: call.input,
    ctx: undefined,
  });
  return { id: call.id, kind: 'error', error: shape };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
