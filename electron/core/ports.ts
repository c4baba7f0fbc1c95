/** What the core needs from outside. Each has one real implementation and one fake, shared with the demo store. */

export type Clock = {
  readonly now: () => number; // epoch ms
  /** Milliseconds that only ever rise, whatever the wall clock is set to; waits are counted by it. */
  readonly monotonicMs?: () => number;
};

export type Random = {
  /** A fresh UUIDv7, so that ids sort by time. */
  readonly uuid: () => string;
  readonly bytes: (count: number) => Uint8Array;
};

/** A limited promotion: how many units of it there are in all. */
export type QuotaPool = { readonly promotionId: string; readonly total: number };

/**
 * Where a register gets what it may sell of a limited promotion. It answers at once from what this node holds: a sale
 * asks inside its commit and waits for no network. What it grants, nobody else sells until it is given back.
 */
export type QuotaSource = {
  /** How many units could be leased now. */
  readonly available: (pool: QuotaPool) => number;
  /** Leases up to `units`; answers how many it granted. */
  readonly lease: (pool: QuotaPool, units: number) => number;
  readonly giveBack: (promotionId: string, units: number) => void;
};

/** Why paper did not come out; the job keeps it and the screen says it in words. */
export type PrinterFault =
  | 'unreachable'
  | 'paper_out'
  | 'cover_open'
  | 'offline'
  | 'timed_out'
  | 'cut_short'
  | 'unprintable'; // the document itself could not be laid out

/** What a printer said of a job: `confirmed` by its own status, `sent` when it cannot tell. */
export type PrintOutcome =
  | { readonly state: 'confirmed' | 'sent' }
  | { readonly state: 'failed'; readonly fault: PrinterFault } // nothing or not all of it was taken
  | { readonly state: 'unknown'; readonly fault: PrinterFault }; // all was taken, no one knows whether it printed

/** One job as a printer gets it; `laidOut` is null for a drawer kick. */
export type PrinterWork = {
  readonly jobId: string;
  readonly kind: import('../../shared/documents/paper-document.ts').PaperKind;
  readonly bytes: Uint8Array;
  readonly laidOut: import('../../shared/documents/lay-out.ts').LaidOut | null;
};

export type PrinterTransport = {
  readonly describe: () => string;
  /** Writes one whole job; resolves, never rejects, within its own time-out. */
  readonly write: (job: PrinterWork) => Promise<PrintOutcome>;
  readonly close: () => Promise<void>;
};

/**
 * Sends batches of facts to the cloud; a thrown error means that nobody knows whether they arrived.
 * The signal gives the request up, so that a program that ends does not wait for a slow network.
 */
export type CloudLink = {
  readonly push: (
    batch: import('../../shared/contract/sync.ts').PushRequest,
    signal: AbortSignal,
  ) => Promise<import('../../shared/contract/sync.ts').PushAnswer>;
  /** Sends a run of one register's journal; the cloud knows every entry by its register and number. */
  readonly pushJournal: (
    run: import('../../shared/contract/journal-copy.ts').JournalPush,
    signal: AbortSignal,
  ) => Promise<import('../../shared/contract/journal-copy.ts').JournalAnswer>;
};

/** Reads back what the cloud keeps of a store; faults as those of a `CloudLink`. */
export type CloudArchive = {
  readonly journalPage: (
    request: import('../../shared/contract/journal-copy.ts').JournalPageRequest,
    signal?: AbortSignal,
  ) => Promise<import('../../shared/contract/journal-copy.ts').JournalPage>;
  readonly holdings: (
    storeId: string,
    signal?: AbortSignal,
  ) => Promise<import('../../shared/contract/journal-copy.ts').StoreHoldings>;
};
