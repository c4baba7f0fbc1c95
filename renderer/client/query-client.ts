import { QueryClient } from '@tanstack/react-query';

/** The core is on this machine: reads are cheap, and events say when to read again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: 2, retryDelay: 400, staleTime: 2000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
