import type { FoundSales } from '../../../shared/contract/returns.ts';
import { readPaperCode } from '../../../shared/kernel/paper-code.ts';
import { itemByCode } from '../catalog/item-table.ts';
import { listSales, type Sale, saleById, saleByReceipt } from '../checkout/sale-table.ts';
import { saleCard } from '../checkout/sale-view.ts';
import type { Till } from '../till.ts';
import { saleIdByReturnNumber, saleIdsOfSerial, saleIdsWith } from './sale-search-table.ts';

/**
 * The sale a customer comes back with: by the code on the receipt or on a return slip, by its number, by a unit's
 * serial number, by the good's barcode, else by words or amount; with a date among those of that business date.
 */
export function findSales(
  till: Till,
  wanted: { readonly text: string; readonly date: string | null; readonly limit: number },
): FoundSales {
  const exact = namedSale(till, wanted.text);
  const sales = exact ? [exact] : searched(till, wanted);
  return { isExact: exact !== null, sales: sales.map((sale) => saleCard(till, sale)) };
}

/** The one sale that a text names by itself. */
function namedSale(till: Till, text: string): Sale | null {
  if (text === '') return null;
  const { db } = till;
  const ours = readPaperCode(text);
  const number = ours?.kind === 'R' ? ours.number : text.toUpperCase();
  const receipt = saleByReceipt(db, number);
  if (receipt) return receipt;
  const [bySerial, ...others] = saleIdsOfSerial(db, text.toUpperCase());
  const saleId = saleIdByReturnNumber(db, number) ?? (others.length === 0 ? bySerial : undefined);
  return saleId === undefined ? null : saleById(db, saleId);
}

function searched(
  till: Till,
  wanted: { readonly text: string; readonly date: string | null; readonly limit: number },
): readonly Sale[] {
  const { text, date, limit } = wanted;
  const sku = text === '' ? null : (itemByCode(till.db, text)?.sku ?? null);
  if (sku !== null || date !== null) {
    const saleIds = saleIdsWith(till.db, { sku, text, date, limit });
    return saleIds.flatMap((saleId) => saleById(till.db, saleId) ?? []);
  }
  return listSales(till.db, { text, before: null, limit });
}
