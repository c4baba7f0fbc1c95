import { describe, expect, it } from 'vitest';
import { paperCode, readPaperCode } from './paper-code.ts';

describe('the codes on our own paper', () => {
  it('a ticket code is read back as it was printed', () => {
    const ticket = { kind: 'T', number: 'T0001-000045', check: '4F2A' } as const;
    expect(paperCode(ticket)).toBe('YQ1|T|T0001-000045|4F2A');
    expect(readPaperCode(paperCode(ticket))).toEqual(ticket);
  });

  it('a receipt code may do without a check', () => {
    const receipt = { kind: 'R', number: '0001-01-000123', check: '' } as const;
    expect(paperCode(receipt)).toBe('YQ1|R|0001-01-000123');
    expect(readPaperCode(paperCode(receipt))).toEqual(receipt);
  });

  it.each(['', 'YQ1|X|1|2', 'YQ2|T|1|2', 'YQ1|T||', 'YQ1|T|a b|', '6922233612192', 'YQ1|T|1|2|3'])(
    '"%s" is none of ours',
    (text) => {
      expect(readPaperCode(text)).toBeNull();
    },
  );
});
