import type { ZReport } from '../domain/shift/z-report.ts';
import type { PaperBlock } from './paper-document.ts';
import {
  differenceName,
  minuteOf,
  row,
  signedYuan,
  strong,
  unlessZero,
  yuanText,
} from './report-blocks.ts';
import { BEARER_NAMES, CATEGORY_NAMES, MOVEMENT_NAMES } from './shift-report-words.ts';

/** How the expected cash comes about, line by line; the lines add up to it. */
export function cashRows(report: ZReport): readonly PaperBlock[] {
  const { cash } = report;
  return [
    row('备用金', yuanText(report.openingFloatFen)),
    row('收顾客现金', yuanText(report.cashInFen)),
    row('找零', yuanText(-report.cashOutFen)),
    ...(cash === null ? [] : unlessZero('退款', -cash.refundsFen)),
    ...unlessZero('收预售定金', cash?.presaleInFen ?? 0),
    ...unlessZero('退预售定金', -(cash?.presaleBackFen ?? 0)),
    ...(cash?.movements ?? []).map(({ kind, category, count, amountFen }) => {
      const name = MOVEMENT_NAMES[kind] ?? kind;
      const detail = CATEGORY_NAMES[category];
      const what = detail === undefined ? name : `${name} ${detail}`;
      return row(count === 1 ? what : `${what} ${count}笔`, signedYuan(amountFen));
    }),
    ...(cash === null ? [] : unlessZero('前班长短款', cash.earlierOverShortFen)),
    ...(cash === null ? [] : unlessZero('交接争议', cash.disputedFen)),
    strong('应有现金', `￥${yuanText(report.expectedFen)}`),
  ];
}

/** Counts that were taken again, so that the first one is not lost. */
export function countRows(report: ZReport): readonly PaperBlock[] {
  return (report.cash?.recounts ?? []).map((count) =>
    row(
      `第${count.shiftNumber}班 ${minuteOf(count.at).slice(11)} ${count.by}`,
      `${yuanText(count.countedFen)} (${signedYuan(count.overShortFen)})`,
    ),
  );
}

/** Every shift of a day that had more than one, and how each went over to the next. */
export function shiftRows(report: ZReport): readonly PaperBlock[] {
  const { shifts, cash } = report;
  if (shifts === null || shifts.length < 2) return interruptedRows(report);
  const rows = shifts.flatMap((shift) => {
    const handover = cash?.handovers.find(({ fromShift }) => fromShift === shift.number);
    return [
      strong(`第${shift.number}班 ${shift.openedBy}`, minuteOf(shift.openedAt)),
      row('  备用金', yuanText(shift.floatFen)),
      row('  应有', yuanText(shift.expectedFen)),
      ...(shift.countedFen === null ? [] : [row('  实点', yuanText(shift.countedFen))]),
      ...(shift.overShortFen === null || shift.overShortFen === 0
        ? []
        : [strong(`  ${differenceName(shift.overShortFen)}`, signedYuan(shift.overShortFen))]),
      ...(handover ? handoverRows(handover) : []),
    ];
  });
  return [...rows, ...interruptedRows(report)];
}

/** What a restore cut off is told with its cash, since no count will ever do it. */
function interruptedRows(report: ZReport): readonly PaperBlock[] {
  return (report.interrupted ?? []).flatMap((shift) => [
    strong(`${shift.registerId}-${shift.number} 恢复前没结`, shift.businessDate),
    row('  备用金', yuanText(shift.floatFen)),
    row('  收现金', yuanText(shift.takenFen)),
    row('  应有', yuanText(shift.expectedFen)),
  ]);
}

type Handover = NonNullable<ZReport['cash']>['handovers'][number];

function handoverRows(handover: Handover): readonly PaperBlock[] {
  const { inBy, receivedFen, handedFen, bears } = handover;
  if (inBy === null || receivedFen === null) return [row('  交接', '无人接班')];
  if (handover.verdict !== 'disputed') return [row(`  交给 ${inBy}`, '相符')];
  return [
    row(`  交给 ${inBy}`, '有争议'),
    row('  接班人点到', yuanText(receivedFen)),
    strong('  相差', signedYuan(receivedFen - handedFen)),
    row('  处理', bears === null ? '待店长处理' : BEARER_NAMES[bears]),
  ];
}
