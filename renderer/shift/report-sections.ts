import type { ZReport } from '../../shared/contract/shift.ts';
import { overShortOf } from '../../shared/domain/shift/period-report.ts';
import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { minusYuan, quantityText, yuan } from '../components/money.tsx';
import { cashRows, piecesRows, recountsRows, shiftsRows } from './report-cash-rows.ts';
import { type ReportRow, type ReportSection, totalYuan, type Words } from './report-row.ts';

/** A report as the screen lists it, section by section; one that has nothing to say is left out. */
export function reportSections(report: ZReport, words: Words): readonly ReportSection[] {
  const { t } = words;
  const all: readonly ReportSection[] = [
    { title: t('report.section.sales'), rows: sales(report, words) },
    { title: t('report.section.cash'), rows: cashRows(report, words) },
    { title: t('report.section.tenders'), rows: tenders(report, words) },
    { title: t('report.section.pieces'), rows: piecesRows(report) },
    { title: t('report.section.recounts'), rows: recountsRows(report, words) },
    { title: t('report.section.shifts'), rows: shiftsRows(report, words) },
    { title: t('report.section.deductions'), rows: deductions(report, words) },
    { title: t('report.section.owed'), rows: owed(report, words) },
    { title: t('report.section.goods'), rows: goods(report, words) },
    { title: t('report.section.tickets'), rows: tickets(report, words) },
    { title: t('report.section.control'), rows: control(report, words) },
    { title: t('report.section.matters'), rows: matters(report, words) },
    { title: t('report.section.totals'), rows: totals(report, words) },
    { title: t('report.section.head'), rows: head(report, words) },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

function head(report: ZReport, { t, dayTime }: Words): readonly ReportRow[] {
  const { store, operators } = report;
  return [
    ...(store === null
      ? []
      : [{ name: t('report.store'), value: [store.name, store.branch].filter(Boolean).join(' ') }]),
    { name: t('report.register'), value: report.registerId },
    { name: t('report.opened'), value: `${dayTime(report.openedAt)} ${report.openedBy}` },
    {
      name: t(report.zNumber === null ? 'report.printed' : 'report.closed'),
      value: `${dayTime(report.closedAt)} ${report.closedBy}`,
    },
    ...(operators === null || operators.length === 0
      ? []
      : [{ name: t('report.operators'), value: operators.join(' · ') }]),
    ...(report.firstReceipt === null
      ? []
      : [{ name: t('report.receipts'), value: `${report.firstReceipt} – ${report.lastReceipt}` }]),
    { name: t('report.serial'), value: report.registerSerial },
    { name: t('report.version'), value: report.version },
  ];
}

function sales(report: ZReport, { t }: Words): readonly ReportRow[] {
  const { returns } = report;
  const rounding = report.roundingFen - (returns?.roundingFen ?? 0);
  return [
    { name: t('report.count'), value: String(report.saleCount) },
    { name: t('report.items'), value: String(report.itemCount) },
    { name: t('report.list'), value: yuan(report.listFen) },
    { name: t('report.discount'), value: minusYuan(report.discountFen) },
    ...(returns === null || returns.count === 0
      ? []
      : [
          { name: t('report.sold'), value: yuan(report.netFen) },
          {
            name: t('report.returns', { count: returns.count, units: returns.unitCount }),
            value: minusYuan(returns.netFen),
          },
        ]),
    { name: t('report.net'), value: yuan(report.netSalesFen), isTotal: true },
    { name: t('report.rounding'), value: yuan(-rounding) },
    { name: t('report.received'), value: yuan(report.receivedFen), isTotal: true },
    ...(report.kinds ?? []).flatMap(({ kind, lineCount, netFen }) =>
      kind === 'goods'
        ? []
        : [
            {
              name: t('report.times', { name: t(`report.kind.${kind}`), count: lineCount }),
              value: yuan(netFen),
            },
          ],
    ),
  ];
}

function deductions(report: ZReport, { t }: Words): readonly ReportRow[] {
  const { layers = [], sources = [] } = report.deductions ?? {};
  return [
    ...layers.map(({ layer, count, amountFen }) => ({
      name: t('report.times', { name: layerName(layer, t), count }),
      value: minusYuan(amountFen),
    })),
    ...sources.map(({ source, count, amountFen }) => ({
      name: t('report.times', { name: t(`report.source.${source}`), count }),
      value: minusYuan(amountFen),
    })),
  ];
}

function layerName(layer: string, t: Words['t']): string {
  return isKnownLayer(layer) ? t(`report.layer.${layer}`) : layer;
}

function isKnownLayer(layer: string): layer is keyof typeof zhCN.report.layer {
  return Object.hasOwn(zhCN.report.layer, layer);
}

function owed(report: ZReport, { t }: Words): readonly ReportRow[] {
  return (report.deductions?.owed ?? []).map(({ funding, name, count, amountFen }) => ({
    name: t('report.times', { name: `${t(`report.source.${funding}`)} ${name}`, count }),
    value: yuan(amountFen),
  }));
}

function tenders(report: ZReport, words: Words): readonly ReportRow[] {
  return [...tenderRows(report, words), ...presaleRows(report, words)];
}

function presaleRows({ presale }: ZReport, { t }: Words): readonly ReportRow[] {
  if (presale === undefined) return [];
  const line = (name: string, count: number, value: string) =>
    count === 0 ? [] : [{ name: t('report.times', { name, count }), value }];
  return [
    ...line(t('tenders.report.in'), presale.takenCount, yuan(presale.takenFen)),
    ...line(t('tenders.report.back'), presale.refundedCount, minusYuan(presale.refundedFen)),
    ...line(t('tenders.report.kept'), presale.forfeitedCount, yuan(presale.forfeitedFen)),
  ];
}

function tenderRows(report: ZReport, { t }: Words): readonly ReportRow[] {
  return report.tenders.flatMap((one) => {
    const name = t(`report.tender.${one.kind}`);
    const taken = {
      name: t('report.taken', { name, count: one.count }),
      value: yuan(one.amountFen),
    };
    if (one.refundFen === null || one.refundCount === null || one.refundCount === 0) return [taken];
    return [
      taken,
      {
        name: t(one.kind === 'subsidy' ? 'report.reversed' : 'report.refunded', {
          ...{ name, count: one.refundCount },
        }),
        value: minusYuan(one.refundFen),
      },
      { name: t('report.tenderNet', { name }), value: yuan(one.netFen), isTotal: true },
    ];
  });
}

function goods(report: ZReport, { t }: Words): readonly ReportRow[] {
  return report.categories.flatMap((one) => [
    ...(one.unitMilli === 0
      ? []
      : [{ name: `${one.category} × ${quantityText(one.unitMilli)}`, value: yuan(one.netFen) }]),
    ...((one.returnedMilli ?? 0) === 0
      ? []
      : [
          {
            name: `${t('report.returned', { category: one.category })} × ${quantityText(one.returnedMilli ?? 0)}`,
            value: minusYuan(one.returnedFen ?? 0),
          },
        ]),
  ]);
}

function tickets(report: ZReport, { t }: Words): readonly ReportRow[] {
  const { states = [], missingSerialCount = 0 } = report.tickets ?? {};
  return [
    ...states.map(({ state, count }) => ({ name: ticketName(state, t), value: String(count) })),
    ...(missingSerialCount === 0
      ? []
      : [{ name: t('report.missingSerials'), value: String(missingSerialCount) }]),
  ];
}

function ticketName(state: string, t: Words['t']): string {
  const known = (['created', 'serials_complete', 'returned'] as const).find((one) => one === state);
  return known === undefined ? state : t(`report.ticket.${known}`);
}

function control(report: ZReport, { t }: Words): readonly ReportRow[] {
  const { control: more } = report;
  const rows: readonly (readonly [string, number])[] = [
    [t('report.cleared'), report.clearedCartCount],
    [t('report.removedLines'), more?.removedLineCount ?? 0],
    [t('report.overrides'), report.overrideCount],
    [t('report.discounts'), report.discountCount],
    [t('report.noSale'), report.noSaleCount],
    [t('report.reprints'), report.reprintCount],
    [t('report.failedPrints'), more?.failedPrintCount ?? 0],
    [t('report.clockJumps'), more?.clockJumpCount ?? 0],
    [t('report.approvals'), more?.approvalCount ?? 0],
    [t('report.refusedApprovals'), more?.refusedApprovalCount ?? 0],
    [t('report.offline'), Math.round((more?.offlineMs ?? 0) / 60_000)],
  ];
  return [
    ...rows
      .filter(([, count]) => count > 0)
      .map(([name, count]) => ({ name, value: String(count) })),
    ...(more === null || more.trainingCount === 0
      ? []
      : [
          {
            name: t('report.training', { count: more.trainingCount }),
            value: yuan(more.trainingFen),
          },
        ]),
  ];
}

const MATTERS = [
  'unsynced',
  'parked',
  'unprinted',
  'held_carts',
  'open_cart',
  'missing_serials',
  'unknown_payments',
  'unconfirmed_tenders',
  'handover_waiting',
  'handover_disputed',
  'interrupted_shifts',
  'backup_missing',
  'journal_unverified',
  'lane_conflicts',
  'unsubmitted_claims',
  'subsidy_differences',
] as const;

function matters(report: ZReport, { t }: Words): readonly ReportRow[] {
  return (report.matters ?? []).map(({ kind, count }) => {
    const known = MATTERS.find((one) => one === kind);
    return { name: known === undefined ? kind : t(`report.matter.${known}`), value: String(count) };
  });
}

function totals(report: ZReport, { t }: Words): readonly ReportRow[] {
  return [
    { name: t('report.perpetual'), value: totalYuan(report.perpetualFen), isTotal: true },
    ...(report.lanes ?? []).map(({ registerId, throughZ, perpetualFen }) => ({
      name: t('report.ofLane', { register: registerId, number: throughZ }),
      value: totalYuan(perpetualFen),
    })),
    ...(report.perpetualAbsoluteFen === null
      ? []
      : [{ name: t('report.perpetualAbsolute'), value: totalYuan(report.perpetualAbsoluteFen) }]),
    { name: t('report.journal'), value: String(report.journalSeq) },
    { name: t('report.chain'), value: report.journalHash.slice(0, 16).toUpperCase() },
  ];
}

/** What all drawers of the day differed by, where earlier shifts differed too; else null. */
export function dayDifference(report: ZReport): number | null {
  const all = overShortOf(report);
  return report.overShortFen !== null && all !== report.overShortFen ? all : null;
}
