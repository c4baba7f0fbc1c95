import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import type { ToCore, ToScreen } from '../../shared/contract/port-messages.ts';
import type { ScreenPort } from '../../shared/contract/screen-port.ts';

/**
 * The last link of a client in the window: calls and subscriptions as JSON texts over the port to the core.
 * @param session reads the token of the person's session at the moment of each call
 */
export function messagePortLink<Router extends AnyTRPCRouter>(
  port: ScreenPort,
  session: () => string | null,
): TRPCLink<Router> {
  const waiting = new Map<number, (message: ToScreen) => void>();
  let lastId = 0;
  const send = (message: ToCore) => port.send(JSON.stringify(message));
  port.listen((text) => {
    const message = JSON.parse(text) as ToScreen; // only our own core holds the other end
    waiting.get(message.id)?.(message);
  });
  return () =>
    ({ op }) =>
      observable((observer) => {
        lastId += 1;
        const id = lastId;
        waiting.set(id, (message) => {
          if (message.kind === 'started') {
            observer.next({ result: { type: 'started' } });
            observer.next({ result: { type: 'state', state: 'pending', error: null } });
            return;
          }
          if (message.kind === 'item') {
            observer.next({ result: { type: 'data', data: message.data } });
            return;
          }
          waiting.delete(id);
          if (message.kind === 'error') {
            observer.error(TRPCClientError.from({ error: message.error }));
            return;
          }
          if (message.kind === 'answer') {
            observer.next({ result: { type: 'data', data: message.data } });
          }
          observer.complete();
        });
        send({ id, kind: op.type, path: op.path, input: op.input, session: session() });
        return () => {
          if (waiting.delete(id)) send({ id, kind: 'cancel' });
        };
      });
}
