export type SerialScanner = { readonly state: () => 'ready' | 'lost'; readonly close: () => Promise<void> };
export function createSerialScanner(_options: { path: string; baudRate: number; onCode: (code: string) => void; onState: () => void }): SerialScanner {
  throw new Error('not yet');
}
