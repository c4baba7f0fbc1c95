import { canonicalJson } from '../../kernel/canonical-json.ts';

/** What can stand in the journal. Personal data never does: a payload holds references only. */
export const JOURNAL_TYPES = [
  'REGISTER_INIT',
  'PROGRAM_START',
  'CLOCK_JUMP',
  'SIGN_IN',
  'SIGN_OUT',
  'SIGN_IN_FAILED',
  'APPROVAL',
  'APPROVAL_REFUSED',
  'SHIFT_OPEN',
  'CASH_COUNT',
  'SHIFT_CLOSE',
  'HANDOVER',
  'HANDOVER_TAKEN',
  'HANDOVER_SETTLED',
  'CASH_MOVEMENT',
  'DAY_CLOSE',
  'MONTH_CLOSE',
  'YEAR_CLOSE',
  'SALE_START',
  'SALE',
  'SALE_ABORT',
  'RETURN',
  'TRAINING_SALE',
  'LINE_VOID',
  'PRICE_OVERRIDE',
  'MANUAL_DISCOUNT',
  'DEDUCTION_REMOVED',
  'COPY',
  'NO_SALE',
  'PRINTER_FAILURE',
  'PRICE_IMPORT',
  'PRICE_IMPORT_UNDO',
  'ITEM_CREATED',
  'SETTINGS',
  'STAFF',
  'PERSONAL_DATA_REVEALED',
  'REPORT_EXPORTED',
  'SIGNING_KEY',
  'ARCHIVE',
  'ARCHIVE_KEPT',
  'PURGE',
  'OFFLINE',
  'BACKUP',
  'BACKUP_FAILED',
  'BACKUP_REHEARSED',
  'RESTORED',
  'PROGRAM_UPDATED',
  'PROMOTION',
  'PROMOTION_CHOICE',
  'QUOTA_LEASE',
  'COUPON_CODES',
  'COUPON_PRINT',
  'CUSTOMER_TIER',
  'DEPOSIT',
  'DEPOSIT_END',
  'SUBSIDY_CLAIM',
  'SUBSIDY_GRANT',
  'SUBSIDY_POLICY',
  'PERSONAL_DATA_DELETED',
] as const;
export type JournalType = (typeof JOURNAL_TYPES)[number];

export type JournalEntry = {
  readonly registerId: string;
  readonly seq: number; // from 1, gapless per register
  readonly type: JournalType;
  readonly startedAt: number; // epoch ms
  readonly endedAt: number; // epoch ms
  readonly operator: string; // staff id, or 'system'
  readonly payload: string; // canonical JSON
  readonly prevHash: string; // hex SHA-256, 64 zeros before the first entry
  readonly hash: string;
};

export const FIRST_PREV_HASH = '0'.repeat(64);

/** The text whose SHA-256 is an entry's hash: its fields and the hash before it, in this order. */
export function hashInput(
  entry: Omit<JournalEntry, 'hash' | 'type'> & { readonly type: string },
): string {
  return [
    entry.registerId,
    entry.seq,
    entry.type,
    entry.startedAt,
    entry.endedAt,
    entry.operator,
    entry.payload,
    entry.prevHash,
  ].join('|');
}

/** The text that is signed of an entry that closes a day, a month or a year: its place and its hash. */
export function signedText(entry: Pick<JournalEntry, 'registerId' | 'seq' | 'hash'>): string {
  return `${entry.registerId}|${entry.seq}|${entry.hash}`;
}

/** What a receipt prints of an entry's hash: its first 8 hex digits, upper case (验签码). */
export function verifyCode(hash: string): string {
  return hash.slice(0, 8).toUpperCase();
}

/**
 * A reason that somebody typed, as the journal may keep it for good: without phone, card or identity
 * numbers, which could never be deleted from a hashed payload.
 */
export function reasonText(typed: string): string {
  return typed.normalize('NFKC').replace(/\d(?:[ -]?\d){6,}X?/gi, '…');
}

/** A payload as it is hashed. */
export function journalPayload(value: Readonly<Record<string, unknown>>): string {
  return canonicalJson(value);
}
