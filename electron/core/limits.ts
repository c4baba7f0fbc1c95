import { MAX_ENTRIES_A_PUSH } from '../../shared/contract/journal-copy.ts';
import { MAX_FACTS_A_PUSH } from '../../shared/contract/sync.ts';

/** Every bound of the store program, by subject. */
export const SYNC_LIMITS = {
  batchFacts: MAX_FACTS_A_PUSH, // as many as the cloud takes in one request
  batchBytes: 256 * 1024, // of bodies in UTF-8, before gzip; a single larger fact goes alone
  answerBytes: 256 * 1024, // of the cloud's answer; what is longer is not from our cloud
  journalEntries: MAX_ENTRIES_A_PUSH, // as many as the cloud takes in one request
  journalBreathMs: 50, // between two runs of the journal, so that a long one leaves the till its time
  journalPageBytes: 4 * 1024 * 1024, // of one page of the cloud's copy
  requestMs: 30_000,
  retryFirstMs: 5_000, // full jitter: a random wait between nothing and the step, which doubles …
  retryMostMs: 600_000, // … up to here, so that a county that comes back does not come back at once
  retryLeastMs: 200,
  idleLookMs: 60_000, // the outbox is looked at this often even when nothing woke the loop
  parkedShown: 500,
} as const;

/** Printing and the devices around the till. */
export const PAPER_LIMITS = {
  retryFirstMs: 2_000, // doubles after each failed try of a job …
  retryMostMs: 60_000,
  tries: 8, // … up to here; then the job waits for a person
  drawerStaleMs: 20_000, // a drawer kick that comes later would open it unattended
  drawerRetryMs: 500,
  connectMs: 3_000,
  writeMs: 15_000, // without any progress
  statusMs: 1_500,
  drainMs: 2_000, // for the printer to take the last bytes and close
  idleLookMs: 30_000,
  jobsShown: 50,
  sheetsKept: 20,
  documentBytes: 256 * 1024, // of one stored document
  scanBytes: 256, // longer than any code: noise
  scanIdleMs: 60, // a code without a suffix ends after this pause
  scanReopenFirstMs: 500,
  scanReopenMostMs: 10_000,
} as const;

/** What one cart may hold. */
export const CART_LIMITS = {
  lines: 200,
  units: 1_000, // pieces of all lines: each of them can be in another promotion
  noteLength: 120,
  heldCarts: 100,
  amountFen: 1_000_000_000, // 10 million yuan at list prices
} as const;

/** Promotions: what a cart is priced against, and what a screen, a file and a look back may take. */
export const PROMOTION_LIMITS = {
  scheduled: 500, // not ended yet; each is looked at for every cart
  listed: 50, // rows of the list sent at once
  inMonth: 300, // bars of a month
  imported: 500, // promotions of one file
  fileBytes: 2 * 1024 * 1024,
  triedLines: 50, // of a cart that is put together to try a promotion
  triedSales: 20_000, // sales that are priced again to see what a promotion would have cost
  sliceMs: 8, // of pricing sales again, so that a scan never waits long
  tags: 20, // of one good
} as const;

/** Coupons with codes of their own. */
export const COUPON_LIMITS = { codesAtOnce: 500, slipsAtOnce: 100 } as const;
