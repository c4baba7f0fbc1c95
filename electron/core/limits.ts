/** Every bound of the store program, by subject. */
export const SYNC_LIMITS = {
  batchFacts: 100, // as many as the cloud takes in one request
  batchBytes: 256 * 1024, // of bodies in UTF-8, before gzip; a single larger fact goes alone
  answerBytes: 256 * 1024, // of the cloud's answer; what is longer is not from our cloud
  requestMs: 30_000,
  retryFirstMs: 5_000, // full jitter: a random wait between nothing and the step, which doubles …
  retryMostMs: 600_000, // … up to here, so that a county that comes back does not come back at once
  retryLeastMs: 200,
  idleLookMs: 60_000, // the outbox is looked at this often even when nothing woke the loop
  parkedShown: 500,
} as const;
