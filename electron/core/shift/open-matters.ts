import type { OpenMatter } from '../../../shared/contract/shift.ts';
import { missingSerialCount } from '../fulfilment/ticket-table.ts';
import type { Till } from '../till.ts';
import { openMatterCounts } from './shift-facts-table.ts';

/** What is not settled yet when the shift closes; none of it is lost, so none of it blocks. */
export function openMatters(till: Till): readonly OpenMatter[] {
  const counts = {
    ...openMatterCounts(till.db, till.registerId),
    missing_serials: missingSerialCount(till.db),
  };
  const kinds = [
    'open_cart',
    'held_carts',
    'unprinted',
    'missing_serials',
    'unsynced',
    'parked',
  ] as const;
  return kinds
    .map((kind) => ({ kind, count: counts[kind], blocks: false, detail: '' }))
    .filter((matter) => matter.count > 0);
}
