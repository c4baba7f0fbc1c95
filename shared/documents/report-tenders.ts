import type { ZReport } from '../domain/shift/z-report.ts';
import type { PaperBlock } from './paper-document.ts';
import { row, strong, yuanText } from './report-blocks.ts';
import { BACK_NAMES, TENDER_NAMES } from './shift-report-words.ts';

/** What each tender took and gave back, and the deposits for presales, which are no sales yet. */
export function tenders(report: ZReport): readonly PaperBlock[] {
  return [...tenderRows(report), ...presaleRows(report)];
}

function tenderRows(report: ZReport): readonly PaperBlock[] {
  return report.tenders.flatMap((one) => {
    const name = TENDER_NAMES[one.kind] ?? one.kind;
    const refunded = one.refundFen ?? 0;
    const taken = row(`${name} 收款 ${one.count}笔`, yuanText(one.amountFen));
    if (refunded === 0) return [taken];
    const back = `${name} ${BACK_NAMES[one.kind] ?? '退款'} ${one.refundCount ?? 0}笔`;
    return [taken, row(back, yuanText(-refunded)), strong(`${name} 净收`, yuanText(one.netFen))];
  });
}

/** Those that customers forfeited are the shop's. */
function presaleRows({ presale }: ZReport): readonly PaperBlock[] {
  if (presale === undefined) return [];
  const line = (name: string, count: number, amount: number) =>
    count === 0 ? [] : [row(`${name} ${count}笔`, yuanText(amount))];
  return [
    ...line('收预售定金', presale.takenCount, presale.takenFen),
    ...line('退预售定金', presale.refundedCount, -presale.refundedFen),
    ...line('没收定金', presale.forfeitedCount, presale.forfeitedFen),
  ];
}
