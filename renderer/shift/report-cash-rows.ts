import type { ZReport } from '../../shared/contract/shift.ts';
import { faceText, minusYuan, yuan } from '../components/money.tsx';
import { type ReportRow, signedYuan, type Words } from './report-row.ts';

export function cashRows(report: ZReport, { t }: Words): readonly ReportRow[] {
  const { cash: more } = report;
  const unlessZero = (name: string, amount: number): readonly ReportRow[] =>
    amount === 0 ? [] : [{ name, value: signedYuan(amount) }];
  return [
    { name: t('report.float'), value: yuan(report.openingFloatFen) },
    { name: t('report.cashIn'), value: yuan(report.cashInFen) },
    { name: t('report.change'), value: minusYuan(report.cashOutFen) },
    ...(more === null
      ? []
      : [
          ...unlessZero(t('report.refunds'), -more.refundsFen),
          ...unlessZero(t('tenders.report.in'), more.presaleInFen ?? 0),
          ...unlessZero(t('tenders.report.back'), -(more.presaleBackFen ?? 0)),
          ...more.movements.map((one) => ({
            name: movementName(one, t),
            value: signedYuan(one.amountFen),
          })),
          ...unlessZero(t('report.earlier'), more.earlierOverShortFen),
          ...unlessZero(t('report.disputed'), more.disputedFen),
        ]),
    { name: t('report.expected'), value: yuan(report.expectedFen), isTotal: true },
  ];
}

type Movement = NonNullable<ZReport['cash']>['movements'][number];

function movementName({ kind, category, count }: Movement, t: Words['t']): string {
  const named = t(`cash.kind.${kind}`);
  const name =
    kind === category
      ? named
      : t('report.movement', { kind: named, category: categoryName(category, t) });
  return count === 1 ? name : t('report.times', { name, count });
}

const CATEGORIES = [
  'float_top_up',
  'debt_collected',
  'other_in',
  'freight',
  'meals',
  'purchase',
  'repair',
  'other_out',
] as const;

function categoryName(category: string, t: Words['t']): string {
  const known = CATEGORIES.find((one) => one === category);
  return known === undefined ? category : t(`cash.category.${known}`);
}

export function piecesRows(report: ZReport): readonly ReportRow[] {
  return report.countPieces.map((piece) => ({
    name: `￥${faceText(piece.fen)} × ${piece.count}`,
    value: yuan(piece.fen * piece.count),
  }));
}

export function recountsRows(report: ZReport, { t, time }: Words): readonly ReportRow[] {
  return (report.cash?.recounts ?? []).map((one) => ({
    name: t('report.recount', { shift: one.shiftNumber, time: time(one.at), name: one.by }),
    value: `${yuan(one.countedFen)} (${signedYuan(one.overShortFen)})`,
  }));
}

export function shiftsRows(report: ZReport, words: Words): readonly ReportRow[] {
  const { t, dayTime } = words;
  const { shifts: list, cash: more } = report;
  if (list === null || list.length < 2) return interruptedRows(report, words);
  const rows = list.flatMap((one) => {
    const handover = more?.handovers.find(({ fromShift }) => fromShift === one.number);
    const figures = { float: yuan(one.floatFen), expected: yuan(one.expectedFen) };
    return [
      {
        name: t('report.shift', { number: one.number, name: one.openedBy }),
        value: dayTime(one.openedAt),
        isTotal: true,
      },
      {
        name:
          one.countedFen === null
            ? t('report.shiftRunning', figures)
            : t('report.shiftFigures', { ...figures, counted: yuan(one.countedFen) }),
        value: shiftDifference(one.overShortFen, t),
      },
      ...(handover ? [handoverRow(handover, t)] : []),
    ];
  });
  return [...rows, ...interruptedRows(report, words)];
}

/** What a restore cut off is told with its cash, since no count will ever do it. */
function interruptedRows(report: ZReport, { t, day }: Words): readonly ReportRow[] {
  return (report.interrupted ?? []).flatMap((one) => [
    {
      name: t('report.interrupted', {
        register: one.registerId,
        number: one.number,
        day: day(one.businessDate),
      }),
      value: '',
      isTotal: true,
    },
    {
      name: t('report.interruptedFigures', {
        float: yuan(one.floatFen),
        taken: yuan(one.takenFen),
      }),
      value: yuan(one.expectedFen),
    },
  ]);
}

function shiftDifference(overShortFen: number | null, t: Words['t']): string {
  if (overShortFen === null) return '';
  return overShortFen === 0 ? t('report.even') : signedYuan(overShortFen);
}

type Handover = NonNullable<ZReport['cash']>['handovers'][number];

function handoverRow(handover: Handover, t: Words['t']): ReportRow {
  const { inBy, receivedFen } = handover;
  const out = { out: handover.outBy, handed: yuan(handover.handedFen) };
  return {
    name:
      inBy === null || receivedFen === null
        ? t('report.handoverWaiting', out)
        : t('report.handover', { ...out, in: inBy, received: yuan(receivedFen) }),
    value: t(`report.verdict.${handover.verdict}`),
  };
}
