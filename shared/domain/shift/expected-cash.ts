import { type Fen, fen } from '../../kernel/money.ts';

export type DrawerEventKind =
  | 'open_float'
  | 'cash_sale'
  | 'cash_change'
  | 'cash_refund'
  | 'paid_in'
  | 'paid_out'
  | 'safe_drop'
  | 'bank_deposit'
  | 'no_sale'
  | 'over_short'
  | 'deposit_in'
  | 'deposit_back';

/** One event in a cash drawer; `amount` is signed, what the drawer gains. */
export type DrawerEvent = { readonly kind: DrawerEventKind; readonly amount: Fen };

export type DrawerSums = {
  readonly openingFloat: Fen;
  readonly cashIn: Fen; // handed over by customers
  readonly cashOut: Fen; // given back as change, not negative
  readonly refunds: Fen; // paid back to customers, not negative
  readonly takings: Fen; // cash in − cash out − refunds
  readonly paidIn: Fen;
  readonly paidOut: Fen; // not negative, as the two below
  readonly drops: Fen;
  readonly deposits: Fen;
  readonly presaleIn: Fen; // deposits that customers left for a presale
  readonly presaleBack: Fen; // and got back, not negative
  readonly expected: Fen;
  readonly noSaleCount: number;
};

/**
 * What must be in the drawer, from its events alone; X and Z reports share it, so they cannot drift.
 * The booked difference of a close is no part of what was expected.
 */
export function expectedCash(events: Iterable<DrawerEvent>): DrawerSums {
  const sums: Record<DrawerEventKind, number> = { ...NOTHING };
  let noSaleCount = 0;
  for (const { kind, amount } of events) {
    sums[kind] += amount;
    if (kind === 'no_sale') noSaleCount += 1;
  }
  const takings = sums.cash_sale + sums.cash_change + sums.cash_refund;
  const moved = sums.paid_in + sums.paid_out + sums.safe_drop + sums.bank_deposit;
  return {
    openingFloat: fen(sums.open_float),
    cashIn: fen(sums.cash_sale),
    cashOut: taken(sums.cash_change),
    refunds: taken(sums.cash_refund),
    takings: fen(takings),
    paidIn: fen(sums.paid_in),
    paidOut: taken(sums.paid_out),
    drops: taken(sums.safe_drop),
    deposits: taken(sums.bank_deposit),
    presaleIn: fen(sums.deposit_in),
    presaleBack: taken(sums.deposit_back),
    expected: fen(sums.open_float + takings + moved + sums.deposit_in + sums.deposit_back),
    noSaleCount,
  };
}

const NOTHING: Readonly<Record<DrawerEventKind, number>> = {
  open_float: 0,
  cash_sale: 0,
  cash_change: 0,
  cash_refund: 0,
  paid_in: 0,
  paid_out: 0,
  safe_drop: 0,
  bank_deposit: 0,
  no_sale: 0,
  over_short: 0,
  deposit_in: 0,
  deposit_back: 0,
};

/** What left the drawer, as a positive amount; nothing is a plain nothing, not a negative one. */
function taken(amount: number): Fen {
  return fen(amount === 0 ? 0 : -amount);
}

/** Differences up to this are booked without asking: 5 yuan, or a ten-thousandth of the cash takings. */
export function tolerance(takings: Fen): Fen {
  return fen(Math.max(500, Math.floor(Math.abs(takings) / 10_000)));
}
