import type { PeriodRange, PeriodReport } from '../../shared/domain/shift/period-report.ts';
import { quantityText } from '../components/money.tsx';
import {
  type ReportRow,
  type ReportSection,
  signedYuan,
  totalYuan,
  type Words,
} from './report-row.ts';

/** The close of a month or a year as the screen lists it; a section that has nothing to say is left out. */
export function periodSections(report: PeriodReport, words: Words): readonly ReportSection[] {
  const { t } = words;
  const each = report.kind === 'month' ? 'report.section.rowsMonth' : 'report.section.rowsYear';
  const all: readonly ReportSection[] = [
    { title: t('report.section.sales'), rows: sales(report, words) },
    { title: t('report.section.tenders'), rows: tenders(report, words) },
    { title: t('report.section.cash'), rows: cash(report, words) },
    { title: t(each), rows: days(report, words) },
    { title: t('report.section.goods'), rows: goods(report) },
    { title: t('report.section.totals'), rows: totals(report, words) },
    { title: t('report.section.head'), rows: head(report, words) },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

/** 'Z 1 – Z 30', or by register where a restore gave the store a new one: '01 Z 1 – Z 17 · 01QXF Z 1 – Z 13'. */
export function periodZs(period: PeriodRange & { readonly registerId: string }): string {
  const { lanes = [] } = period;
  const zs = (range: PeriodRange) => `Z ${range.firstZ} – Z ${range.lastZ}`;
  if (lanes.length === 0) return zs(period);
  return [...lanes, period]
    .filter((range) => range.lastZ >= range.firstZ)
    .map((range) => `${range.registerId} ${zs(range)}`)
    .join(' · ');
}

function head(report: PeriodReport, { t, dayTime }: Words): readonly ReportRow[] {
  const by = report.closedBy === 'system' ? t('report.bySystem') : report.closedBy;
  return [
    {
      name: t('report.day'),
      value: t('report.periodDates', { from: report.fromDate, to: report.toDate }),
    },
    { name: t('report.register'), value: report.registerId },
    { name: t('report.closed'), value: `${dayTime(report.closedAt)} ${by}` },
    { name: periodZs(report), value: t('report.zCount', { count: report.zCount }) },
    ...(report.firstReceipt === null
      ? []
      : [{ name: t('report.receipts'), value: `${report.firstReceipt} – ${report.lastReceipt}` }]),
  ];
}

function sales(report: PeriodReport, { t }: Words): readonly ReportRow[] {
  return [
    { name: t('report.count'), value: String(report.saleCount) },
    { name: t('report.items'), value: String(report.itemCount) },
    { name: t('report.list'), value: totalYuan(report.listFen) },
    { name: t('report.discount'), value: totalYuan(-report.discountFen) },
    ...report.sources.map(({ source, count, amountFen }) => ({
      name: t('report.times', { name: t(`report.source.${source}`), count }),
      value: totalYuan(-amountFen),
    })),
    ...unlessZero(t('report.returnsOf', { count: report.returnCount }), -report.returnsFen),
    { name: t('report.net'), value: totalYuan(report.netSalesFen), isTotal: true },
    { name: t('report.rounding'), value: totalYuan(-report.roundingFen) },
    { name: t('report.received'), value: totalYuan(report.receivedFen), isTotal: true },
  ];
}

function tenders(report: PeriodReport, { t }: Words): readonly ReportRow[] {
  return report.tenders.flatMap((one) => {
    const name = one.kind === 'cash' ? t('report.tender.cash') : one.kind;
    return [
      { name: t('report.taken', { name, count: one.count }), value: totalYuan(one.amountFen) },
      ...(one.refundCount === 0
        ? []
        : [
            {
              name: t('report.refunded', { name, count: one.refundCount }),
              value: totalYuan(-one.refundFen),
            },
            { name: t('report.tenderNet', { name }), value: totalYuan(one.netFen), isTotal: true },
          ]),
    ];
  });
}

function cash(report: PeriodReport, { t }: Words): readonly ReportRow[] {
  return [
    ...unlessZero(t('report.paidIn'), report.paidInFen),
    ...unlessZero(t('report.paidOut'), -report.paidOutFen),
    ...unlessZero(t('report.drops'), -report.dropsFen),
    ...unlessZero(t('report.deposits'), -report.depositsFen),
    ...unlessZero(t('tenders.report.in'), report.presaleInFen ?? 0),
    ...unlessZero(t('tenders.report.back'), -(report.presaleBackFen ?? 0)),
    ...unlessZero(t('report.overTotal'), report.overFen),
    ...unlessZero(t('report.shortTotal'), -report.shortFen),
  ];
}

function days(report: PeriodReport, { t }: Words): readonly ReportRow[] {
  return report.rows.map((row) => ({
    name: t('report.rowCount', {
      name: row.registerId === undefined ? row.name : `${row.name} ${row.registerId}`,
      count: row.saleCount,
    }),
    value:
      row.overShortFen === 0
        ? totalYuan(row.netSalesFen)
        : `${totalYuan(row.netSalesFen)} (${signedYuan(row.overShortFen)})`,
  }));
}

function goods(report: PeriodReport): readonly ReportRow[] {
  return report.categories.map((one) => ({
    name: `${one.category} × ${quantityText(one.unitMilli)}`,
    value: totalYuan(one.netFen),
  }));
}

function totals(report: PeriodReport, { t }: Words): readonly ReportRow[] {
  return [
    { name: t('report.perpetualBefore'), value: totalYuan(report.before.perpetualFen) },
    { name: t('report.perpetual'), value: totalYuan(report.perpetualFen), isTotal: true },
    { name: t('report.perpetualAbsolute'), value: totalYuan(report.perpetualAbsoluteFen) },
    { name: t('report.journal'), value: String(report.journalSeq) },
    { name: t('report.chain'), value: report.journalHash.slice(0, 16).toUpperCase() },
  ];
}

function unlessZero(name: string, amount: number): readonly ReportRow[] {
  return amount === 0 ? [] : [{ name, value: signedYuan(amount) }];
}
