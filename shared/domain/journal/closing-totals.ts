/** Sums over the SALE and RETURN entries that a close covers, in fen; plain numbers, because a year may pass one amount. */
export type ClosingTotals = {
  readonly saleCount: number;
  readonly listFen: number;
  readonly discountFen: number;
  readonly netFen: number;
  readonly roundingFen: number;
  readonly dueFen: number;
  readonly returnCount: number;
  readonly returnUnitCount: number;
  readonly returnNetFen: number;
  readonly returnRoundingFen: number;
  readonly refundFen: number;
};

export const NO_TOTALS: ClosingTotals = {
  saleCount: 0,
  listFen: 0,
  discountFen: 0,
  netFen: 0,
  roundingFen: 0,
  dueFen: 0,
  returnCount: 0,
  returnUnitCount: 0,
  returnNetFen: 0,
  returnRoundingFen: 0,
  refundFen: 0,
};

/** Totals that only ever rise or are carried on: what customers paid less what they got back, and both together. */
export type Perpetual = { readonly perpetualFen: number; readonly perpetualAbsoluteFen: number };

type Said = Readonly<Record<string, unknown>>;

/**
 * The figures of a sale, found in its entry's text without reading the lines: reading them all is a quarter of the time
 * that a year's journal takes. Canonical JSON sorts its keys, so two stand before `lines` and three behind, and no text
 * holds a bare quotation mark. Null where one is not found; the entry is then read in full.
 */
export function saleFiguresIn(text: string): Said | null {
  const figures: Record<string, number> = {};
  for (const key of SALE_FIGURES) {
    const mark = `"${key}":`;
    const at = key < 'lines' ? text.indexOf(mark) : text.lastIndexOf(mark);
    const value = at < 0 ? Number.NaN : Number.parseInt(text.slice(at + mark.length, at + 40), 10);
    if (Number.isNaN(value)) return null;
    figures[key] = value;
  }
  return figures;
}

const SALE_FIGURES = ['discountFen', 'dueFen', 'listFen', 'netFen', 'roundingFen'] as const;

/** The totals with the payload of one SALE entry added. */
export function withSale(totals: ClosingTotals, sale: Said): ClosingTotals {
  return {
    ...totals,
    saleCount: totals.saleCount + 1,
    listFen: totals.listFen + Number(sale.listFen),
    discountFen: totals.discountFen + Number(sale.discountFen),
    netFen: totals.netFen + Number(sale.netFen),
    roundingFen: totals.roundingFen + Number(sale.roundingFen),
    dueFen: totals.dueFen + Number(sale.dueFen),
  };
}

/** The totals with the payload of one RETURN entry added. */
export function withReturn(totals: ClosingTotals, back: Said): ClosingTotals {
  const units = Array.isArray(back.units) ? back.units.length : 0;
  return {
    ...totals,
    returnCount: totals.returnCount + 1,
    returnUnitCount: totals.returnUnitCount + units,
    returnNetFen: totals.returnNetFen + Number(back.netFen),
    returnRoundingFen: totals.returnRoundingFen + Number(back.roundingFen),
    refundFen: totals.refundFen + Number(back.refundFen),
  };
}

export function sumOf(a: ClosingTotals, b: ClosingTotals): ClosingTotals {
  const names = Object.keys(a) as (keyof ClosingTotals)[];
  const pairs = names.map((name) => [name, a[name] + b[name]]);
  // The keys are those of ClosingTotals, each once.
  return Object.fromEntries(pairs) as ClosingTotals;
}

/** The perpetual totals after what `totals` sums up: sales less returns, and sales and returns together. */
export function carriedOn(before: Perpetual, totals: ClosingTotals): Perpetual {
  return {
    perpetualFen: before.perpetualFen + totals.dueFen - backIn(totals),
    perpetualAbsoluteFen: before.perpetualAbsoluteFen + totals.dueFen + backIn(totals),
  };
}

/** What came back is worth, through all tenders: refunds, and what the government no longer owes. */
function backIn(totals: ClosingTotals): number {
  return totals.returnNetFen - totals.returnRoundingFen;
}

type Figure = readonly [name: string, said: unknown, summed: number];

/** The first figure of a Z report that is not the sum of what it covers, by name; figures it does not name do not count. */
export function wrongInDay(close: Said, totals: ClosingTotals, after: Perpetual): string | null {
  const returns = (close.returns ?? {}) as Said;
  return firstWrong([
    ...figuresOfBoth(close, totals, after),
    ['roundingFen', close.roundingFen, totals.roundingFen],
    ['returns.count', returns.count, totals.returnCount],
    ['returns.unitCount', returns.unitCount, totals.returnUnitCount],
    ['returns.netFen', returns.netFen, totals.returnNetFen],
    ['returns.roundingFen', returns.roundingFen, totals.returnRoundingFen],
    ['returns.refundFen', returns.refundFen, totals.refundFen],
  ]);
}

/** The same of the close of a month or a year, over the totals of its Z reports. */
export function wrongInPeriod(close: Said, totals: ClosingTotals, after: Perpetual): string | null {
  return firstWrong([
    ...figuresOfBoth(close, totals, after),
    ['roundingFen', close.roundingFen, totals.roundingFen - totals.returnRoundingFen],
    ['returnCount', close.returnCount, totals.returnCount],
    ['returnsFen', close.returnsFen, totals.returnNetFen],
    ['refundedFen', close.refundedFen, totals.refundFen],
  ]);
}

function figuresOfBoth(close: Said, totals: ClosingTotals, after: Perpetual): readonly Figure[] {
  return [
    ['saleCount', close.saleCount, totals.saleCount],
    ['listFen', close.listFen, totals.listFen],
    ['discountFen', close.discountFen, totals.discountFen],
    ['netFen', close.netFen, totals.netFen],
    ['netSalesFen', close.netSalesFen, totals.netFen - totals.returnNetFen],
    ['receivedFen', close.receivedFen, totals.dueFen - backIn(totals)],
    ['perpetualFen', close.perpetualFen, after.perpetualFen],
    ['perpetualAbsoluteFen', close.perpetualAbsoluteFen, after.perpetualAbsoluteFen],
  ];
}

function firstWrong(figures: readonly Figure[]): string | null {
  const wrong = figures.find(
    ([, said, summed]) => said !== undefined && said !== null && said !== summed,
  );
  return wrong?.[0] ?? null;
}
