import type { ZReport } from './z-report.ts';

/** What a report of form 1 held; it knew one shift, no returns and no cash that moves without a sale. */
type FirstForm = Pick<
  ZReport,
  | 'zNumber'
  | 'shiftNumber'
  | 'registerId'
  | 'registerSerial'
  | 'version'
  | 'businessDate'
  | 'openedAt'
  | 'closedAt'
  | 'openedBy'
  | 'closedBy'
  | 'approvedBy'
  | 'firstReceipt'
  | 'lastReceipt'
  | 'saleCount'
  | 'itemCount'
  | 'listFen'
  | 'discountFen'
  | 'netFen'
  | 'roundingFen'
  | 'openingFloatFen'
  | 'cashInFen'
  | 'cashOutFen'
  | 'expectedFen'
  | 'countedFen'
  | 'overShortFen'
  | 'reason'
  | 'countPieces'
  | 'noSaleCount'
  | 'reprintCount'
  | 'overrideCount'
  | 'discountCount'
  | 'clearedCartCount'
  | 'perpetualFen'
  | 'journalSeq'
  | 'journalHash'
> & {
  readonly tenders: readonly Pick<ZReport['tenders'][number], 'kind' | 'count' | 'amountFen'>[];
  readonly categories: ZReport['categories'];
};

/** A stored report, of whatever form: what its form did not record yet is null. */
export function readZReport(json: string): ZReport {
  // Written by this program only, in the form that it names; the first form names none.
  const stored = JSON.parse(json) as ZReport | (FirstForm & { readonly form?: 1 });
  return stored.form === 2 ? stored : fromFirstForm(stored);
}

function fromFirstForm(first: FirstForm): ZReport {
  return {
    ...first,
    form: 1,
    store: null,
    shifts: null,
    operators: null,
    deductions: null,
    returns: null,
    netSalesFen: first.netFen,
    receivedFen: (first.netFen - first.roundingFen) as ZReport['receivedFen'],
    kinds: null,
    tenders: first.tenders.map((one) => ({
      ...one,
      refundCount: null,
      refundFen: null,
      netFen: one.amountFen,
    })),
    cash: null,
    control: null,
    tickets: null,
    matters: null,
    perpetualAbsoluteFen: null,
  };
}
