import { hasGoodCheckDigit } from '../catalog/product-code.ts';
import type { SubsidyPolicy } from './subsidy.ts';

/** What the counter knows of a unit, and what the cashier saw and confirmed, before it is subsidised. */
export type SubsidyEvidence = {
  readonly ean: string; // 13 digits; empty where neither catalogue nor cashier knows it
  readonly filedFen: number | null; // the price that was filed for the model
  readonly isEntitled: boolean; // the entitlement was seen, and buyer, payer and invoice are one
  readonly isAddressInRegion: boolean;
};

export type GoodsUnmet =
  | 'subsidy_serial_missing'
  | 'subsidy_barcode_missing'
  | 'subsidy_filed_missing'
  | 'subsidy_above_filed';

/**
 * What the goods lack, in the order of the counter: serial number and EAN, then the final price (after every discount)
 * against the one that was filed, where the policy asks. `null` where nothing is missing.
 */
export function goodsUnmet(
  policy: SubsidyPolicy,
  unit: Pick<SubsidyEvidence, 'ean' | 'filedFen'> & {
    readonly serialNumber: string | null;
    readonly finalFen: number;
  },
): GoodsUnmet | null {
  if (unit.serialNumber === null) return 'subsidy_serial_missing';
  if (!isEan13(unit.ean)) return 'subsidy_barcode_missing';
  if (!policy.filedPriceCaps) return null;
  if (unit.filedFen === null) return 'subsidy_filed_missing';
  return unit.finalFen > unit.filedFen ? 'subsidy_above_filed' : null;
}

/** A code of 13 digits with a good check digit (69码), as the platforms ask for it. */
export function isEan13(code: string): boolean {
  return code.length === 13 && hasGoodCheckDigit(code);
}
