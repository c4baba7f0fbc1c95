import { describe, expect, it } from 'vitest';
import { endBurst, NO_BURST, takeKey, type WedgeKey, type WedgeState } from './key-wedge.ts';

function typed(text: string, gapMs: number, start = 0): readonly WedgeKey[] {
  return [...text].map((key, i) => ({
    key: key === '\n' ? 'Enter' : key === '\t' ? 'Tab' : key,
    code: /\d/.test(key) ? `Digit${key}` : '',
    isShifted: false,
    at: start + i * gapMs,
  }));
}

function feed(keys: readonly WedgeKey[]) {
  let state: WedgeState = NO_BURST;
  const scans: string[] = [];
  let taken = 0;
  for (const key of keys) {
    const step = takeKey(state, key);
    state = step.state;
    if (step.scan !== null) scans.push(step.scan);
    if (step.isTaken) taken += 1;
  }
  return { state, scans, taken };
}

describe('a scanner that types', () => {
  it('a fast burst ended by Enter is a scan, and its Enter presses nothing', () => {
    const { scans } = feed(typed('6922233612192\n', 8));
    expect(scans).toEqual(['6922233612192']);
  });

  it('a burst ended by Tab is a scan too', () => {
    expect(feed(typed('0A12345678901234\t', 15)).scans).toEqual(['0A12345678901234']);
  });

  it('a hand at the keyboard is never a scan, and none of its keys is taken away', () => {
    const { scans, taken } = feed(typed('6922233612192\n', 120));
    expect(scans).toEqual([]);
    expect(taken).toBe(0);
  });

  it('fifty scans one right after the other all land', () => {
    const text = Array.from({ length: 50 }, (_, i) => `69222336121${String(i).padStart(2, '0')}\n`);
    expect(feed(typed(text.join(''), 5)).scans).toHaveLength(50);
  });

  it('typing that a scan follows is not part of the code', () => {
    const keys = [...typed('美的', 200), ...typed('6922233612192\n', 8, 1000)];
    expect(feed(keys).scans).toEqual(['6922233612192']);
  });

  it('an input method that swallows the characters does not swallow the code', () => {
    const keys = typed('6922233612192\n', 8).map((key) =>
      key.key === 'Enter' ? key : { ...key, key: 'Process' },
    );
    expect(feed(keys).scans).toEqual(['6922233612192']);
  });

  it('a scanner without a suffix ends its code by a pause', () => {
    const { state } = feed(typed('6922233612192', 8));
    expect(endBurst(state, 13 * 8 + 10).scan).toBeNull();
    expect(endBurst(state, 13 * 8 + 60).scan).toBe('6922233612192');
  });

  it('a flood of keys is bounded and no scan', () => {
    const { scans, state } = feed(typed(`${'7'.repeat(5000)}\n`, 1));
    expect(scans).toEqual([]);
    expect(state.burst).toBe('');
  });
});
