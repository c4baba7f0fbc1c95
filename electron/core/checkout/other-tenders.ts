import { roundingShares } from '../../../shared/domain/tender/rounding-shares.ts';
import { type Fen, ZERO } from '../../../shared/kernel/money.ts';
import type { CartTenders } from './cart-tenders.ts';
import { eachLine, type LoadedCart } from './load-cart.ts';
import type { OtherTender } from './sale-table.ts';

/** What a sale is paid with beside cash: one tender for each subsidised unit, then one for each deposit. */
export function otherTenders({ subsidies, deposits }: CartTenders): readonly OtherTender[] {
  return [
    ...subsidies.units.flatMap(({ draft, subsidyFen }): OtherTender[] =>
      draft ? [{ kind: 'subsidy', ref: draft.draftId, amountFen: subsidyFen }] : [],
    ),
    ...deposits.all
      .filter(({ isUsed }) => isUsed)
      .map(({ depositId: ref, depositFen: amountFen }) => ({
        ...{ kind: 'deposit' as const, ref, amountFen },
      })),
  ];
}

/** A unit as it is sold: its net, what of it the government pays, and its share of the cash rounding. */
export type SettledUnit = {
  readonly netFen: Fen;
  readonly subsidyFen: Fen;
  readonly roundingFen: Fen;
};

/** The units of each line of a cart, line by line. */
export function settledUnits(
  loaded: LoadedCart,
  { subsidies, roundingFen }: Pick<CartTenders, 'subsidies' | 'roundingFen'>,
): readonly (readonly SettledUnit[])[] {
  const subsidised = new Map(
    subsidies.units.flatMap(({ draft, row, unit, subsidyFen }) =>
      draft ? [[`${row.lineId}/${unit}`, subsidyFen] as const] : [],
    ),
  );
  const lines = eachLine(loaded).map(({ row, priced }) =>
    priced.unitNets.map((netFen, index) => ({
      netFen,
      subsidyFen: subsidised.get(`${row.lineId}/${index + 1}`) ?? ZERO,
    })),
  );
  const roundings = roundingShares(roundingFen, lines.flat());
  let at = 0;
  return lines.map((units) =>
    units.map((unit) => {
      at += 1;
      return { ...unit, roundingFen: roundings[at - 1] ?? ZERO };
    }),
  );
}
