import type { Cell, ReportColumn, ReportTable } from '../../../shared/contract/reports.ts';
import { REPORT_LIMITS } from './report-limits.ts';
import {
  bars,
  figure,
  minus,
  type PageAsked,
  type PageParts,
  shareOf,
  table,
} from './report-parts.ts';
import type { Measures, Period } from './report-rollup-table.ts';
import { sumsByKey, totalOf } from './report-source.ts';
import type { DeductionKey } from './rollup-fold.ts';

const TAKEN_OFF: readonly ReportColumn[] = [
  { key: 'line_count', kind: 'count' },
  { key: 'deducted', kind: 'fen' },
  { key: 'taken_back', kind: 'fen' },
  { key: 'deducted_net', kind: 'fen' },
];

type Deduction = { readonly of: DeductionKey; readonly sums: Measures };

/** What was taken off and who bears it: what a brand owes stands in its own table. */
export function deductionsPage(asked: PageAsked): PageParts {
  const all = deductionsOf(asked, asked.period);
  const net = netTotal(all);
  const was = asked.beside && netTotal(deductionsOf(asked, asked.beside));
  const fundings = grouped(all, ([funding]) => [funding]);
  const owed = all.filter(({ of }) => of[0] === 'brand');
  const owes = grouped(owed, ([, brand]) => [brand]);
  const reasons = grouped(all, ([funding, , kind, reason]) => [kind, reason, funding]);
  return {
    figures: [
      figure('deducted', 'fen', net, was),
      figure('brands_owe', 'fen', netTotal(owed)),
      figure('line_count', 'count', totalOf(all.map(({ sums }) => sums)).saleCount),
    ],
    chart: bars(
      fundings.map(([name]) => String(name)),
      'word',
      [{ key: 'deducted_net', values: fundings.map((row) => Number(row.at(-1))), tone: 'main' }],
      { placeWords: 'funding' },
    ),
    tables: [
      sumTable('fundings', [{ key: 'funding', kind: 'word', words: 'funding' }], fundings),
      sumTable('brands_owe', [{ key: 'brand', kind: 'word', words: 'none' }], owes),
      sumTable(
        'reasons',
        [
          { key: 'deduction', kind: 'word', words: 'deduction' },
          { key: 'reason', kind: 'word', words: 'reason' },
          { key: 'funding', kind: 'word', words: 'funding' },
        ],
        reasons,
      ),
    ],
    notes: owed.length === 0 ? ['no_brand_owes'] : [],
  };
}

/** Sums of deductions by what is in their key. */
export function deductionsOf({ source }: PageAsked, period: Period): readonly Deduction[] {
  return [...sumsByKey(source, 'deduction', period)].map(([key, sums]) => ({
    of: JSON.parse(key) as DeductionKey, // written by the fold only
    sums,
  }));
}

function netTotal(all: readonly Deduction[]): number {
  return all.reduce((sum, { sums }) => sum + sums.netFen - sums.returnedFen, 0);
}

function grouped(
  all: readonly Deduction[],
  nameOf: (key: DeductionKey) => readonly string[],
): readonly (readonly Cell[])[] {
  const groups = Map.groupBy(all, ({ of }) => JSON.stringify(nameOf(of)));
  return [...groups.values()]
    .map((own): readonly Cell[] => {
      const sums = totalOf(own.map((each) => each.sums));
      const names = own[0] ? nameOf(own[0].of) : [];
      const net = sums.netFen - sums.returnedFen;
      return [...names, sums.saleCount, sums.netFen, minus(sums.returnedFen), net];
    })
    .toSorted((a, b) => Number(b.at(-1)) - Number(a.at(-1)));
}

function sumTable(
  key: string,
  names: readonly ReportColumn[],
  rows: readonly (readonly Cell[])[],
): ReportTable {
  const sums = TAKEN_OFF.map((column) => column.key);
  return table({ key, columns: [...names, ...TAKEN_OFF], rows, sums });
}

/**
 * What is left of the net after what the goods cost the shop when they were sold. Lines whose cost nobody knew are
 * counted apart, never guessed. What came back damaged stays paid for.
 */
export function marginPage(asked: PageAsked): PageParts {
  const byCategory = sumsByKey(asked.source, 'category', asked.period);
  const sums = totalOf(byCategory.values());
  const was = asked.beside && totalOf(sumsByKey(asked.source, 'category', asked.beside).values());
  const categories = marginRows(byCategory);
  const shown = categories.slice(0, REPORT_LIMITS.barsShown);
  return {
    figures: [
      figure('margin', 'fen', marginOf(sums), was && marginOf(was)),
      figure('margin_rate', 'rate', marginRate(sums), was && marginRate(was)),
      figure('cost', 'fen', costOf(sums), was && costOf(was)),
      figure('uncosted', 'fen', uncostedOf(sums), was && uncostedOf(was)),
    ],
    chart: bars(
      shown.map(([name]) => String(name)),
      'word',
      [{ key: 'margin', values: shown.map((row) => Number(row[3])), tone: 'main' }],
      { placeWords: 'none', placeKey: 'category' },
    ),
    tables: [
      marginTable('categories', 'category', categories),
      marginTable('brands', 'brand', marginRows(sumsByKey(asked.source, 'brand', asked.period))),
    ],
    notes: ['cost_of_the_sale', ...(sums.uncostedCount > 0 ? ['uncosted_apart'] : [])],
  };
}

function marginRows(sumsOf: ReadonlyMap<string, Measures>): readonly (readonly Cell[])[] {
  return [...sumsOf]
    .map(([name, sums]): readonly Cell[] => [
      name,
      sums.costedFen - sums.returnedCostedFen,
      costOf(sums),
      marginOf(sums),
      marginRate(sums),
      sums.uncostedCount,
      uncostedOf(sums),
    ])
    .toSorted((a, b) => Number(b[3]) - Number(a[3]));
}

function marginTable(key: string, name: string, rows: readonly (readonly Cell[])[]): ReportTable {
  const costed = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  const margin = rows.reduce((sum, row) => sum + Number(row[3]), 0);
  return table({
    key,
    columns: [
      { key: name, kind: 'word', words: 'none' },
      { key: 'costed', kind: 'fen' },
      { key: 'cost', kind: 'fen' },
      { key: 'margin', kind: 'fen' },
      { key: 'margin_rate', kind: 'rate' },
      { key: 'uncosted_count', kind: 'count' },
      { key: 'uncosted', kind: 'fen' },
    ],
    rows,
    sums: ['costed', 'cost', 'margin', 'uncosted_count', 'uncosted'],
    totals: { margin_rate: shareOf(margin, costed) },
  });
}

function costOf(sums: Measures): number {
  return sums.costFen - sums.returnedCostFen;
}

function marginOf(sums: Measures): number {
  return sums.costedFen - sums.returnedCostedFen - costOf(sums);
}

function marginRate(sums: Measures): number | null {
  return shareOf(marginOf(sums), sums.costedFen - sums.returnedCostedFen);
}

function uncostedOf(sums: Measures): number {
  return sums.netFen - sums.returnedFen - (sums.costedFen - sums.returnedCostedFen);
}

/** What customers paid with, less what they got back in the same way. */
export function tendersPage(asked: PageAsked): PageParts {
  const sumsOf = (period: Period) => sumsByKey(asked.source, 'tender', period);
  const kinds = [...sumsOf(asked.period)];
  const netOfAll = (all: Iterable<Measures>) => {
    const sums = totalOf(all);
    return sums.netFen - sums.returnedFen;
  };
  const whole = netOfAll(kinds.map(([, sums]) => sums));
  const rows = kinds
    .map(([kind, sums]): readonly Cell[] => {
      const net = sums.netFen - sums.returnedFen;
      const paid = [sums.saleCount, sums.netFen, sums.returnCount, minus(sums.returnedFen)];
      return [kind, ...paid, net, shareOf(net, whole)];
    })
    .toSorted((a, b) => Number(b[5]) - Number(a[5]));
  const count = totalOf(kinds.map(([, sums]) => sums)).saleCount;
  return {
    figures: [
      figure('received', 'fen', whole, asked.beside && netOfAll(sumsOf(asked.beside).values())),
      figure('payment_count', 'count', count),
    ],
    chart: bars(
      rows.map(([kind]) => String(kind)),
      'word',
      [{ key: 'received', values: rows.map((row) => Number(row[5])), tone: 'main' }],
      { placeWords: 'tender' },
    ),
    tables: [
      table({
        key: 'tenders',
        columns: [
          { key: 'tender', kind: 'word', words: 'tender' },
          { key: 'payment_count', kind: 'count' },
          { key: 'paid', kind: 'fen' },
          { key: 'refund_count', kind: 'count' },
          { key: 'refunded', kind: 'fen' },
          { key: 'received', kind: 'fen' },
          { key: 'share', kind: 'rate' },
        ],
        rows,
        sums: ['payment_count', 'paid', 'refund_count', 'refunded', 'received'],
        totals: { share: shareOf(whole, whole) },
      }),
    ],
    notes: ['after_rounding'],
  };
}
