/** Every bound of the cloud program. */
export const CLOUD_LIMITS = {
  requestBytes: 4 * 1024 * 1024, // of a request, as it comes and after gzip
  bodyDepth: 32, // of a fact's JSON
  pushesAtOnce: 64, // beyond it a till is asked to come again
  comeAgainSeconds: 5,
  requestMs: 30_000,
  databaseConnections: 10,
  storesShown: 500,
  pageEntries: 500, // of a journal that is read back …
  pageCharacters: 1024 * 1024, // … and of their payloads; a single longer one goes alone
} as const;
