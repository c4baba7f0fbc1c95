import { z } from 'zod';

/** What a store tells the cloud. An unknown kind is refused alone, so an older cloud never swallows a newer fact. */
export const FACT_KINDS = [
  'sale',
  'shift_opened',
  'shift_closed',
  'cash_movement',
  'return',
  'handover',
  'period_close',
  'stock_movement',
  'fulfilment',
  'journal_anchor',
  'promotion',
  'deposit',
  'deposit_end',
  'subsidy_claim',
  'subsidy_grant',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Most facts in one request; the till fills a request up to this or to its size limit. */
export const MAX_FACTS_A_PUSH = 100;
/** Most UTF-16 units of one fact's body. */
export const MAX_FACT_BODY = 262_144;

/** The sync protocol. A store node pushes facts in order; `factId` is the idempotency key. */
export const pushedFact = z.object({
  seq: z.number().int().min(1), // outbox sequence of this node and epoch
  factId: z.string().min(1).max(80),
  kind: z.string().min(1).max(40),
  registerId: z.string().min(1).max(8),
  createdAt: z.number().int(),
  body: z.string().max(MAX_FACT_BODY), // canonical JSON of the fact
});

const pushOrigin = {
  storeId: z.string().min(1).max(16),
  nodeId: z.string().min(1).max(64),
  epoch: z.number().int().min(1),
};
const pushRequest = z.object({
  ...pushOrigin,
  facts: z.array(pushedFact).max(MAX_FACTS_A_PUSH),
});
/** The same request as the cloud reads it: each fact is judged alone, so one bad fact refuses only itself. */
export const pushEnvelope = z.object({
  ...pushOrigin,
  facts: z.array(z.unknown()).max(MAX_FACTS_A_PUSH),
});

/**
 * Why the cloud refused a fact; the till parks the fact and shows the reason.
 * The last one is the till's own: such a fact is never sent.
 */
const PARKED_REASONS = [
  'fact_malformed', // not what the protocol says, or a body that is no JSON object
  'kind_unknown',
  'content_differs', // the id is known with other content
  'sequence_taken', // the sequence number is known with another id
  'push_refused', // the whole request was refused although it held only this fact
  'fact_too_large',
] as const;
export type ParkedReason = (typeof PARKED_REASONS)[number];

/** One result for each fact, in the order sent. */
export const pushAnswer = z.object({
  results: z
    .array(
      z.object({
        factId: z.string().max(80), // empty when the cloud could not read one
        status: z.enum(['stored', 'duplicate', 'refused']),
        reason: z.string().max(80).optional(),
      }),
    )
    .max(MAX_FACTS_A_PUSH),
  /** The highest sequence of this node and epoch up to which the cloud misses nothing; 0 for none. */
  contiguousSeq: z.number().int().min(0),
});
export type PushedFact = z.infer<typeof pushedFact>;
export type PushRequest = z.infer<typeof pushRequest>;
export type PushAnswer = z.infer<typeof pushAnswer>;

/** What the cloud reads of a sale's body; a sale that lacks it is refused as malformed. All else is kept as it came. */
export const saleFactHead = z.looseObject({
  saleId: z.string().min(1).max(80),
  receiptNumber: z.string().min(1).max(40),
  businessDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  completedAt: z.number().int(), // epoch ms
  dueFen: z.number().int(), // what the customer paid, whole fen
});

/** What the cloud reads of a return's body, as of a sale's. */
export const returnFactHead = z.looseObject({
  returnId: z.string().min(1).max(80),
  businessDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  refundFen: z.number().int().min(0), // what was paid back, whole fen
  /** What the government no longer pays of the goods; returns from before there were subsidies say none. */
  subsidyFen: z.number().int().min(0).default(0),
});

/** What the cloud answers of one store: takings of a business date, and whether facts are missing. */
const storeSummary = z.object({
  storeId: z.string(),
  name: z.string(),
  businessDate: z.string(),
  saleCount: z.number().int(),
  takingsFen: z.number().int(), // what was paid back that day, and subsidies reversed with it, are taken off
  returnCount: z.number().int(),
  refundFen: z.number().int(),
  lastReceiptNumber: z.string().nullable(),
  lastReceiptAt: z.number().int().nullable(),
  lastContactAt: z.number().int().nullable(),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      epoch: z.number().int(),
      factCount: z.number().int(),
      contiguousSeq: z.number().int(),
      highestSeq: z.number().int(),
      missingCount: z.number().int(), // facts below `highestSeq` that have not come
    }),
  ),
  journals: z.array(
    z.object({
      registerId: z.string(),
      lastSeq: z.number().int(),
      lastAt: z.number().int(),
    }),
  ),
  /** What is wrong with a register's journal: entries missing, two under one number, a run that contradicts itself. */
  journalAlarms: z.array(
    z.object({
      registerId: z.string(),
      kind: z.enum(['gap', 'fork', 'broken']),
      seq: z.number().int(),
      firstAt: z.number().int(),
    }),
  ),
});
export type StoreSummary = z.infer<typeof storeSummary>;

/** A fact the cloud would not take, as the till shows it to a person. */
export type ParkedFact = {
  readonly factId: string;
  readonly seq: number;
  readonly kind: string;
  readonly registerId: string;
  readonly createdAt: number;
  readonly parkedAt: number;
  readonly reason: string;
};
export const sendAgainInput = z.object({
  factIds: z.array(z.string().min(1).max(80)).min(1).max(500).nullable(), // null: every parked fact
});
