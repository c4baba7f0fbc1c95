/** The only channel between the window's main process and its page: it brings the port, once per load. */
export const PORT_CHANNEL = 'zhendian:port';

/** What the main process and the core's own process say to each other. */
export type ToCoreProcess = { readonly kind: 'port' } | { readonly kind: 'stop' };

/** `opened` once the store is open; `refused` with the sentences for a dialog when it is not. */
export type FromCoreProcess =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'stopped' };
