import { z } from 'zod';

/** Most entries in one request; the till fills a request up to this or to its size limit. */
export const MAX_ENTRIES_A_PUSH = 200;
/** Most UTF-16 units of one entry's payload. */
export const MAX_ENTRY_PAYLOAD = 1_048_576;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const registerId = z.string().regex(/^[\w-]{1,8}$/);
const keyId = z.string().regex(/^[0-9a-f]{1,64}$/);
const base64 = z.string().regex(/^[\w+/=-]{1,400}$/);
const seq = z.number().int().min(1);

/** A journal entry on its way. Its type is any name: an older cloud keeps what a newer till writes. */
export const copiedEntry = z.object({
  seq,
  type: z.string().min(1).max(40),
  startedAt: z.number().int(), // epoch ms
  endedAt: z.number().int(), // epoch ms
  operator: z.string().min(1).max(80),
  payload: z.string().max(MAX_ENTRY_PAYLOAD), // as it was hashed
  prevHash: hash,
  hash,
});
export type CopiedEntry = z.infer<typeof copiedEntry>;

/** The signature over an entry that closes a day, a month or a year. */
const copiedSignature = z.object({
  seq,
  keyId,
  signature: base64, // Ed25519
});
export type CopiedSignature = z.infer<typeof copiedSignature>;

/** A register's public key, as the journal names it from `sinceSeq` on. */
const copiedKey = z.object({
  keyId,
  publicKey: base64, // Ed25519, SPKI
  sinceSeq: seq,
  at: z.number().int(), // epoch ms
});
export type CopiedKey = z.infer<typeof copiedKey>;

/**
 * A run of one register's journal on its way to the cloud, in sequence and without a gap inside. Sent again it
 * changes nothing. An empty run asks what the cloud holds.
 */
export const journalPush = z.object({
  storeId: z.string().min(1).max(16),
  nodeId: z.string().min(1).max(64),
  epoch: z.number().int().min(1),
  registerId,
  entries: z.array(copiedEntry).max(MAX_ENTRIES_A_PUSH),
  signatures: z.array(copiedSignature).max(MAX_ENTRIES_A_PUSH),
  publicKeys: z.array(copiedKey).max(MAX_ENTRIES_A_PUSH),
});
export type JournalPush = z.infer<typeof journalPush>;

/** Up to where the cloud holds a register's journal; sequence 0 and 64 zeros for nothing. */
const held = { ackedSeq: z.number().int().min(0), ackedHash: hash };

/**
 * What became of a run. Only `kept` stored something; each other answer leaves an alarm in the cloud:
 * `gap`: entries between the cloud's and these are missing, send from `ackedSeq` + 1;
 * `fork`: under `seq` the cloud holds another entry, or a fact that names another one, with `heldHash`;
 * `broken`: the run does not hold together at `seq`.
 */
export const journalAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('kept'), ...held }),
  z.object({ status: z.literal('gap'), ...held }),
  z.object({ status: z.literal('fork'), ...held, seq, heldHash: hash }),
  z.object({ status: z.literal('broken'), ...held, seq, why: z.enum(['seq', 'link', 'hash']) }),
]);
export type JournalAnswer = z.infer<typeof journalAnswer>;

/** What a fact's body may say of the journal entry it stands in; the journal that follows must agree with it. */
export const journalAnchor = z.looseObject({ journalSeq: seq, journalHash: hash });

/** Asks the cloud for a register's journal after `afterSeq`, page by page. */
export const journalPageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
});
export type JournalPageRequest = {
  readonly storeId: string;
  readonly registerId: string;
  readonly afterSeq: number;
};

/** A run of the cloud's copy, with the signatures over its entries; all keys of the register on every page. */
export const journalPage = z.object({
  registerId,
  entries: z.array(copiedEntry),
  signatures: z.array(copiedSignature),
  publicKeys: z.array(copiedKey),
  lastSeq: z.number().int().min(0), // of the whole copy: a page that reaches it is the last
});
export type JournalPage = z.infer<typeof journalPage>;

/** What the cloud still holds of a store, for somebody who has lost the till. */
export const storeHoldings = z.object({
  storeId: z.string(),
  saleCount: z.number().int(), // sales that came as facts
  lastReceiptNumber: z.string().nullable(),
  lastReceiptAt: z.number().int().nullable(), // epoch ms
  registers: z.array(
    z.object({
      registerId,
      lastSeq: z.number().int(),
      lastHash: hash,
      lastAt: z.number().int(), // epoch ms, when the last entry ended
      saleCount: z.number().int(), // sales in its journal
    }),
  ),
  nodes: z.array(
    z.object({ nodeId: z.string(), epoch: z.number().int(), highestSeq: z.number().int() }),
  ),
});
export type StoreHoldings = z.infer<typeof storeHoldings>;

/** Why a register's journal no longer goes to the cloud: somebody has to look. */
export type JournalFork = {
  readonly registerId: string;
  /** `cut`: the till lacks an entry that the cloud has acknowledged; the others as the cloud answered. */
  readonly kind: 'fork' | 'gap' | 'cut' | 'broken' | 'refused';
  readonly seq: number;
  readonly ourHash: string | null;
  readonly heldHash: string | null;
  readonly at: number; // epoch ms, when it was seen
};
