import { describe, expect, it } from 'vitest';
import type { SystemStatus } from '../../shared/contract/system.ts';
import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { cloudFaultKey, parkedReasonKey, syncWords } from './sync-words.ts';

const NOW = 1_800_000_000_000;
const QUIET: SystemStatus['sync'] = {
  state: 'idle',
  waiting: 0,
  parked: 0,
  unconfirmed: 0,
  oldestWaitingAt: null,
  lastError: null,
  journal: { seq: 0, ackedSeq: 0, fork: null, lastError: null },
};

const FORKED: SystemStatus['sync']['journal'] = {
  ...{ seq: 9, ackedSeq: 4, lastError: null },
  fork: { registerId: '01', kind: 'fork', seq: 3, ourHash: 'a', heldHash: 'b', at: NOW },
};

describe('the chip of the upload', () => {
  it.each([
    ['all is uploaded', {}, 'fine', 'status.syncFine'],
    ['no cloud is set', { state: 'off', waiting: 900 }, 'off', 'status.syncOff'],
    ['a sale is on its way', { state: 'sending', waiting: 3 }, 'fine', 'status.syncFlows'],
    [
      'the network has just gone',
      { state: 'unreachable', waiting: 3, oldestWaitingAt: NOW - 20_000 },
      'fine',
      'status.syncWaiting',
    ],
    [
      'more than a minute of sales waits',
      { state: 'unreachable', waiting: 30, oldestWaitingAt: NOW - 20_000 },
      'needs',
      'status.syncWaiting',
    ],
    [
      'one has waited for longer than two minutes',
      { state: 'unreachable', waiting: 1, oldestWaitingAt: NOW - 121_000 },
      'needs',
      'status.syncWaiting',
    ],
    ['something was sent back', { parked: 1, waiting: 4 }, 'needs', 'status.syncParked'],
    ['the cloud holds another journal', { journal: FORKED }, 'needs', 'status.journalFork'],
    ['something was sent back earlier', { state: 'off', parked: 1 }, 'needs', 'status.syncParked'],
  ] as const)('when %s', (_, change, tone, label) => {
    expect(syncWords({ ...QUIET, ...change }, NOW)).toMatchObject({ tone, label });
  });

  it('has a sentence for every fault and every reason, also for those of a newer cloud', () => {
    expect(cloudFaultKey('busy')).toBe('cloudFault.busy');
    expect(cloudFaultKey('something new')).toBe('cloudFault.other');
    expect(parkedReasonKey('content_differs')).toBe('parkedReason.content_differs');
    expect(parkedReasonKey('something new')).toBe('parkedReason.other');
    expect(zhCN.cloudFault.other.length).toBeGreaterThan(0);
    expect(zhCN.parkedReason.other.length).toBeGreaterThan(0);
  });
});
