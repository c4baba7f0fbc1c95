import { assertNever } from '../../kernel/assert.ts';
import { type Fen, fen } from '../../kernel/money.ts';

export type DrawerEventKind = 'open_float' | 'cash_sale' | 'cash_change' | 'no_sale' | 'over_short';

/** One event in a cash drawer; `amount` is signed, what the drawer gains. */
export type DrawerEvent = { readonly kind: DrawerEventKind; readonly amount: Fen };

export type DrawerSums = {
  readonly openingFloat: Fen;
  readonly cashIn: Fen; // handed over by customers
  readonly cashOut: Fen; // given back as change, not negative
  readonly takings: Fen; // cash in − cash out
  readonly expected: Fen;
  readonly noSaleCount: number;
};

/**
 * What must be in the drawer, from its events alone; X and Z reports share it, so they cannot drift.
 * The booked difference of a close is no part of what was expected.
 */
export function expectedCash(events: Iterable<DrawerEvent>): DrawerSums {
  let openingFloat = 0;
  let cashIn = 0;
  let cashOut = 0;
  let noSaleCount = 0;
  for (const { kind, amount } of events) {
    switch (kind) {
      case 'open_float':
        openingFloat += amount;
        break;
      case 'cash_sale':
        cashIn += amount;
        break;
      case 'cash_change':
        cashOut -= amount;
        break;
      case 'no_sale':
        noSaleCount += 1;
        break;
      case 'over_short':
        break;
      default:
        assertNever(kind);
    }
  }
  const takings = cashIn - cashOut;
  return {
    openingFloat: fen(openingFloat),
    cashIn: fen(cashIn),
    cashOut: fen(cashOut),
    takings: fen(takings),
    expected: fen(openingFloat + takings),
    noSaleCount,
  };
}

/** Differences up to this are booked without asking: 5 yuan, or a ten-thousandth of the cash takings. */
export function tolerance(takings: Fen): Fen {
  return fen(Math.max(500, Math.floor(Math.abs(takings) / 10_000)));
}
