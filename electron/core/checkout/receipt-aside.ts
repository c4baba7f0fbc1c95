import type { PaidAside } from '../../../shared/documents/receipt-subsidy.ts';
import { fen } from '../../../shared/kernel/money.ts';
import type { CartTenders } from './cart-tenders.ts';
import type { LoadedCart } from './load-cart.ts';
import { settledUnits } from './other-tenders.ts';
import type { SoldLine } from './sale-table.ts';

/** What a receipt says of subsidies and deposits. */
export function receiptAside(
  loaded: LoadedCart,
  lines: readonly SoldLine[],
  tenders: CartTenders,
): PaidAside {
  const { subsidies, deposits, payFen } = tenders;
  const settled = settledUnits(loaded, tenders);
  return {
    subsidyFen: subsidies.claimedFen,
    depositFen: deposits.usedFen,
    payFen,
    units: subsidies.units.flatMap(({ draft, row, unit, serialNumber, subsidyFen }) => {
      if (draft === null) return [];
      const index = loaded.rows.indexOf(row);
      const sold = settled[index]?.[unit - 1];
      return [
        {
          name: lines[index]?.name ?? '',
          serialNumber: serialNumber ?? '',
          grade: row.item.energyGrade ?? '',
          subsidyFen,
          invoiceFen: fen((sold?.netFen ?? 0) - (sold?.roundingFen ?? 0)),
        },
      ];
    }),
  };
}
