import type { SystemStatus } from '../../shared/contract/system.ts';

type Sync = SystemStatus['sync'];

/** A till that sells puts about so many facts out in a minute; fewer of them are on their way, not stuck. */
const MINUTES_WORTH = 12;
const LONG_WAIT_MS = 120_000;

/**
 * What the chip of the upload says. Quiet while all goes its way; `needs` when something was sent back, or
 * has waited for long. Facts whose answer never came are named as such: nobody knows whether they arrived.
 * @param now epoch ms of the core
 */
export function syncWords(sync: Sync, now: number) {
  if (sync.parked > 0) {
    return said('needs', 'status.syncParked', 'status.syncParkedHint', sync.parked);
  }
  if (sync.journal.fork) {
    return said('needs', 'status.journalFork', 'status.journalForkHint', 0);
  }
  if (sync.state === 'off') return said('off', 'status.syncOff', 'status.syncOffHint', 0);
  if (sync.waiting === 0) return said('fine', 'status.syncFine', 'status.syncFineHint', 0);
  const isLong = sync.oldestWaitingAt !== null && now - sync.oldestWaitingAt > LONG_WAIT_MS;
  const isStuck = sync.state === 'unreachable';
  if (!isStuck && !isLong) {
    return said('fine', 'status.syncFlows', 'status.syncFlowsHint', sync.waiting);
  }
  const tone = isLong || sync.waiting > MINUTES_WORTH ? 'needs' : 'fine';
  return said(tone, 'status.syncWaiting', 'status.syncWaitingHint', sync.waiting);
}

const FAULTS = [
  'unreachable',
  'timed_out',
  'busy',
  'not_our_cloud',
  'token_refused',
  'address_invalid',
] as const;

/** The key of the sentence for a cloud that does not take facts. */
export function cloudFaultKey(fault: string) {
  return `cloudFault.${FAULTS.find((known) => known === fault) ?? 'other'}` as const;
}

const REASONS = [
  'fact_malformed',
  'kind_unknown',
  'content_differs',
  'sequence_taken',
  'push_refused',
  'fact_too_large',
] as const;

/** The key of the sentence for why a fact was sent back; the cloud may know reasons that this till does not. */
export function parkedReasonKey(reason: string) {
  return `parkedReason.${REASONS.find((known) => known === reason) ?? 'other'}` as const;
}

function said<Tone extends 'fine' | 'needs' | 'off', Label extends string, Hint extends string>(
  tone: Tone,
  label: Label,
  hint: Hint,
  count: number,
) {
  return { tone, label, hint, count } as const;
}
