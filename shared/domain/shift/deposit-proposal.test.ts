import { describe, expect, it } from 'vitest';
import { fen } from '../../kernel/money.ts';
import { depositProposal, openProposal } from './deposit-proposal.ts';

const report = (floatFen: number, countedFen: number | null, zNumber: number | null = 7) => ({
  zNumber,
  openingFloatFen: fen(floatFen),
  countedFen: countedFen === null ? null : fen(countedFen),
});

describe('what a day proposes to deposit', () => {
  it.each([
    // float, counted, to deposit, stays
    [50_000, 1_249_970, 1_199_970, 50_000],
    [0, 300, 300, 0],
    [50_000, 50_001, 1, 50_000],
  ])('float %i, counted %i: deposit %i, %i stays', (float, counted, depositFen, floatFen) => {
    const proposal = depositProposal(report(float, counted));
    expect(proposal).toEqual({ depositFen, floatFen });
    expect((proposal?.depositFen ?? 0) + (proposal?.floatFen ?? 0)).toBe(counted);
  });

  it.each([
    ['no more than the float is there', report(50_000, 50_000)],
    ['less than the float is there', report(50_000, 20_000)],
    ['nothing is there', report(0, 0)],
    ['nobody counted yet', report(50_000, null)],
    ['the report is an X report', report(50_000, 90_000, null)],
  ])('is nothing where %s', (_, z) => {
    expect(depositProposal(z)).toBeNull();
  });
});

describe('the next shift', () => {
  const last = report(50_000, 250_000);

  it('is offered it while the cash is in the drawer', () => {
    const shift = { openingFloatFen: 250_000, hasDeposited: false };
    expect(openProposal(last, shift)).toEqual({ depositFen: 200_000, floatFen: 50_000 });
  });

  it.each([
    ['it has brought cash away', last, { openingFloatFen: 250_000, hasDeposited: true }],
    ['it began without that cash', last, { openingFloatFen: 50_000, hasDeposited: false }],
    ['there is no Z report yet', undefined, { openingFloatFen: 250_000, hasDeposited: false }],
  ])('is not where %s', (_, z, shift) => {
    expect(openProposal(z, shift)).toBeNull();
  });
});
