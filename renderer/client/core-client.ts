import {
  createTRPCClient,
  createWSClient,
  httpLink,
  splitLink,
  type TRPCLink,
  wsLink,
} from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../electron/core/api/app-router.ts';
import { bridgedPort } from './bridge.ts';
import { messagePortLink } from './message-port-link.ts';
import { queryClient } from './query-client.ts';
import { sessionToken } from './session-token.ts';
import { stationToken } from './station-token.ts';

/** Calls of the core, the same over both hosts. */
export const core = createTRPCClient<AppRouter>({ links: [hostLink()] });

/** The same calls as options for `useQuery`. */
export const reads = createTRPCOptionsProxy<AppRouter>({ client: core, queryClient });

function hostLink(): TRPCLink<AppRouter> {
  const port = bridgedPort();
  return port ? messagePortLink<AppRouter>(port, sessionToken) : stationLink();
}

/** Calls as single POSTs of JSON, events over one WebSocket that reconnects by itself. */
function stationLink(): TRPCLink<AppRouter> {
  const token = stationToken();
  const socket = createWSClient({
    url: `${location.origin.replace(/^http/, 'ws')}/trpc?token=${encodeURIComponent(token)}`,
    connectionParams: () => ({ session: sessionToken() ?? '' }),
    retryDelayMs: (attempt) => Math.min(500 * 2 ** attempt, 5000),
    keepAlive: { enabled: true, intervalMs: 5000, pongTimeoutMs: 3000 },
  });
  return splitLink({
    condition: (op) => op.type === 'subscription',
    true: wsLink<AppRouter>({ client: socket }),
    false: httpLink<AppRouter>({
      url: `${location.origin}/trpc`,
      methodOverride: 'POST',
      headers: () => {
        const session = sessionToken();
        return {
          'x-zhendian-token': token,
          ...(session === null ? {} : { 'x-zhendian-session': session }),
        };
      },
    }),
  });
}
