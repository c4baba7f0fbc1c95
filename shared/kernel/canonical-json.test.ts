import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../test/support/printed-seed.ts';
import { canonicalJson } from './canonical-json.ts';

describe('canonical JSON', () => {
  it('the order in which fields were written makes no difference', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, undefined], c: undefined } })).toBe(
      '{"a":{"d":[1,null]},"b":1}',
    );
  });

  it('keeps Chinese as it is and escapes what JSON must', () => {
    expect(canonicalJson({ 名: '空调 "1.5匹"\n' })).toBe('{"名":"空调 \\"1.5匹\\"\\n"}');
  });

  it('reads back as the same value, and writes the same text again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      printedSeed('canonical JSON'),
    );
  });
});
