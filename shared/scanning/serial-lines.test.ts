import { describe, expect, it } from 'vitest';
import { endOnIdle, NO_LINE, takeBytes } from './serial-lines.ts';

const bytes = (text: string) => Uint8Array.from([...text].map((c) => c.charCodeAt(0)));

function feed(text: string, piece: number) {
  let state = NO_LINE;
  const codes: string[] = [];
  const all = bytes(text);
  for (let at = 0; at < all.length; at += piece) {
    const step = takeBytes(state, all.subarray(at, at + piece), 64);
    state = step.state;
    codes.push(...step.codes);
  }
  return { state, codes };
}

describe('a scanner on a serial line', () => {
  it.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('codes ended by %s come out whole, however they are cut up', (_, suffix) => {
    const text = `6922233612192${suffix}0A12345678901234${suffix}`;
    for (const piece of [1, 2, 3, 7, 100]) {
      expect(feed(text, piece).codes).toEqual(['6922233612192', '0A12345678901234']);
    }
  });

  it('a code without a suffix ends with the pause after it', () => {
    const { state, codes } = feed('6922233612192', 4);
    expect(codes).toEqual([]);
    expect(endOnIdle(state)).toEqual({ state: NO_LINE, codes: ['6922233612192'] });
  });

  it('a broken transfer spoils its own code and not the next one', () => {
    expect(feed('69222\u0000\u0007336\r6922233612192\r', 3).codes).toEqual(['6922233612192']);
    expect(feed('\u00ff\u00fe\r6922233612192\r', 1).codes).toEqual(['6922233612192']);
  });

  it('a flood without an end keeps no more than the longest code, and the good code after it lands', () => {
    const { codes, state } = feed(`${'8'.repeat(100_000)}\r6922233612192\r`, 997);
    expect(codes).toEqual(['6922233612192']);
    expect(state.pending.length).toBeLessThanOrEqual(64);
  });
});
