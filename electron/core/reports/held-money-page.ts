import type { Cell } from '../../../shared/contract/reports.ts';
import { isOwed } from '../../../shared/domain/tender/claim-state.ts';
import { heldDeposits } from '../deposits/deposit-table.ts';
import { claimSums } from '../subsidy/claim-table.ts';
import { deductionsOf } from './money-pages.ts';
import { figure, type PageAsked, type PageParts, table } from './report-parts.ts';
import type { Period } from './report-rollup-table.ts';

/** Everything since the shop began. */
const EVER: Period = { from: '2000-01-01', to: '2100-01-01' };

type Held = { readonly count: number; readonly fen: number };

/**
 * Money that is not the shop's yet, or not yet the shop's own: each kind with the facts it is summed from. A kind
 * that nobody has taken is listed with nothing; a new kind joins here.
 */
const KINDS: readonly {
  readonly key: string;
  readonly side: 'held' | 'receivable';
  readonly of: (asked: PageAsked) => Held;
}[] = [
  { key: 'deposit', side: 'held', of: ({ till }) => heldDeposits(till.db) },
  { key: 'government', side: 'receivable', of: (asked) => owedByGovernment(asked) },
  { key: 'platform', side: 'receivable', of: (asked) => fundedBy(asked, 'platform') },
  { key: 'brand', side: 'receivable', of: (asked) => fundedBy(asked, 'brand') },
];

/** Deposits that customers left, and what government, platforms and brands owe for deductions they bear. */
export function heldMoneyPage(asked: PageAsked): PageParts {
  const kinds = KINDS.map((kind) => ({ ...kind, sums: kind.of(asked) }));
  const sumOf = (side: 'held' | 'receivable') =>
    kinds.filter((kind) => kind.side === side).reduce((sum, kind) => sum + kind.sums.fen, 0);
  const isNone = (side: 'held' | 'receivable') =>
    kinds.every((kind) => kind.side !== side || kind.sums.count === 0);
  return {
    figures: [
      figure('held', 'fen', sumOf('held')),
      figure('receivable', 'fen', sumOf('receivable')),
    ],
    chart: null,
    tables: [
      table({
        key: 'held_money',
        columns: [
          { key: 'held_kind', kind: 'word', words: 'held' },
          { key: 'side', kind: 'word', words: 'side' },
          { key: 'count', kind: 'count' },
          { key: 'amount', kind: 'fen' },
        ],
        rows: kinds.map(({ key, side, sums }): readonly Cell[] => [
          key,
          side,
          sums.count,
          sums.fen,
        ]),
      }),
    ],
    notes: [
      ...(isNone('held') ? ['no_deposits'] : []),
      ...(isNone('receivable') ? ['no_receivables'] : []),
    ],
  };
}

/** Subsidies that were claimed and not paid yet, and deductions that the government bears. */
function owedByGovernment(asked: PageAsked): Held {
  const claims = claimSums(asked.till.db).filter(({ state }) => isOwed(state));
  const deductions = fundedBy(asked, 'government');
  return {
    count: deductions.count + claims.reduce((sum, { count }) => sum + count, 0),
    fen: deductions.fen + claims.reduce((sum, one) => sum + one.dueFen, 0),
  };
}

/** Deductions that somebody else bears, less what went back with returned goods. */
function fundedBy(asked: PageAsked, funding: string): Held {
  const own = deductionsOf(asked, EVER).filter(({ of }) => of[0] === funding);
  return {
    count: own.reduce((sum, { sums }) => sum + sums.saleCount, 0),
    fen: own.reduce((sum, { sums }) => sum + sums.netFen - sums.returnedFen, 0),
  };
}
