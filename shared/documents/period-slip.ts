import type { PeriodReport } from '../domain/shift/period-report.ts';
import type { PaperBlock, PaperDocument } from './paper-document.ts';
import { quantityText } from './receipt-words.ts';
import {
  minuteOf,
  row,
  section,
  signedYuan,
  strong,
  tall,
  threeColumns,
  unlessZero,
  yuanText,
} from './report-blocks.ts';
import { BACK_NAMES, KIND_NAMES, SOURCE_NAMES, TENDER_NAMES } from './shift-report-words.ts';

const TITLES = { month: '月结', year: '年结' } as const;
/** Who closes when nobody does it by hand. */
const BY_ITSELF = 'system';

/** The close of a month or a year on paper: what its Z reports add up to, each day or month, and the perpetual totals. */
export function periodReportDocument(report: PeriodReport): PaperDocument {
  const { store } = report;
  const name = store.branch === '' ? store.name : `${store.name}(${store.branch})`;
  return {
    version: 1,
    kind: 'period_report',
    copy: 0,
    blocks: [
      { kind: 'text', text: name, align: 'center', bold: true },
      {
        kind: 'text',
        text: `${TITLES[report.kind]} ${report.period}`,
        align: 'center',
        size: 'double',
        bold: true,
      },
      { kind: 'copy_mark' },
      { kind: 'rule', style: 'double' },
      tall('净销售', `￥${yuanText(report.netSalesFen)}`),
      tall('实收', `￥${yuanText(report.receivedFen)}`),
      { kind: 'rule', style: 'double' },
      ...head(report),
      ...section('销售', sales(report)),
      ...section('收款', tenders(report)),
      ...section('现金收支', cash(report)),
      ...section(report.kind === 'month' ? '每日' : '每月', rows(report)),
      ...section('商品', goods(report)),
      ...section('累计', totals(report)),
      { kind: 'feed', lines: 1 },
      { kind: 'box', title: '店长签字', lines: 3 },
      { kind: 'cut' },
    ],
  };
}

function head(report: PeriodReport): readonly PaperBlock[] {
  const by = report.closedBy === BY_ITSELF ? '自动' : report.closedBy;
  return [
    row('收银台', report.registerId),
    row('营业日', `${report.fromDate} 至 ${report.toDate.slice(5)}`),
    ...zRanges(report).map(({ name, zs }) => row(name, zs)),
    row('结账', `${minuteOf(report.closedAt)} ${by}`),
    ...(report.firstReceipt === null
      ? []
      : [row('首单', report.firstReceipt), row('末单', report.lastReceipt ?? '')]),
  ];
}

/** The Z reports a period holds; after a restore those of the lanes before too. */
function zRanges(report: PeriodReport): readonly { readonly name: string; readonly zs: string }[] {
  const { firstZ, lastZ, zCount, lanes = [] } = report;
  if (lanes.length === 0) return [{ name: '日结', zs: `Z ${firstZ} - Z ${lastZ}  共${zCount}张` }];
  const held = [...lanes, report].filter((range) => range.lastZ >= range.firstZ);
  return [
    { name: '日结', zs: `共${zCount}张` },
    ...held.map((range) => ({
      name: `  收银台 ${range.registerId}`,
      zs: `Z ${range.firstZ} - Z ${range.lastZ}`,
    })),
  ];
}

function sales(report: PeriodReport): readonly PaperBlock[] {
  return [
    row('成交单数', String(report.saleCount)),
    row('商品件数', String(report.itemCount)),
    row('原价合计', yuanText(report.listFen)),
    row('优惠合计', yuanText(-report.discountFen)),
    ...report.sources.map(({ source, amountFen }) =>
      row(`  由${SOURCE_NAMES[source]}`, yuanText(-amountFen)),
    ),
    ...(report.returnCount === 0
      ? []
      : [
          row('销售额', yuanText(report.netFen)),
          row(`退货 ${report.returnCount}单`, yuanText(-report.returnsFen)),
        ]),
    strong('净销售', yuanText(report.netSalesFen)),
    row('抹零', yuanText(-report.roundingFen)),
    strong('实收', `￥${yuanText(report.receivedFen)}`),
    ...report.kinds
      .filter(({ kind }) => kind !== 'goods')
      .map(({ kind, count, amountFen }) =>
        row(`其中${KIND_NAMES[kind]} ${count}项`, yuanText(amountFen)),
      ),
  ];
}

function tenders(report: PeriodReport): readonly PaperBlock[] {
  return report.tenders.flatMap((one) => {
    const name = TENDER_NAMES[one.kind] ?? one.kind;
    return [
      row(`${name} 收款 ${one.count}笔`, yuanText(one.amountFen)),
      ...(one.refundCount === 0
        ? []
        : [
            row(
              `${name} ${BACK_NAMES[one.kind] ?? '退款'} ${one.refundCount}笔`,
              yuanText(-one.refundFen),
            ),
            strong(`${name} 净收`, yuanText(one.netFen)),
          ]),
    ];
  });
}

function cash(report: PeriodReport): readonly PaperBlock[] {
  return [
    ...unlessZero('收入', report.paidInFen),
    ...unlessZero('付出', -report.paidOutFen),
    ...unlessZero('存保险柜', -report.dropsFen),
    ...unlessZero('存银行', -report.depositsFen),
    ...unlessZero('收预售定金', report.presaleInFen ?? 0),
    ...unlessZero('退预售定金', -(report.presaleBackFen ?? 0)),
    ...unlessZero('长款合计', report.overFen),
    ...unlessZero('短款合计', -report.shortFen),
  ];
}

/** Date, number of sales and net sales of each day; what its drawer differed by stands below it. */
function rows(report: PeriodReport): readonly PaperBlock[] {
  return report.rows.flatMap((one) => {
    const name = report.kind === 'month' ? one.name.slice(5) : one.name;
    const zs = one.firstZ === one.lastZ ? `Z${one.lastZ}` : `Z${one.firstZ}-${one.lastZ}`;
    const lane = one.registerId === undefined ? '' : ` ${one.registerId}`;
    return [
      threeColumns(`${name}${lane} ${zs}`, `${one.saleCount}单`, yuanText(one.netSalesFen)),
      ...(one.overShortFen === 0 ? [] : [row('  现金差异', signedYuan(one.overShortFen))]),
    ];
  });
}

function goods(report: PeriodReport): readonly PaperBlock[] {
  return report.categories.map((one) =>
    threeColumns(one.category, quantityText(one.unitMilli, ''), yuanText(one.netFen)),
  );
}

function totals(report: PeriodReport): readonly PaperBlock[] {
  return [
    row('期初累计净额', yuanText(report.before.perpetualFen)),
    strong('累计净额', yuanText(report.perpetualFen)),
    row('累计绝对额', yuanText(report.perpetualAbsoluteFen)),
    row('交易序号', String(report.journalSeq)),
    row('链尾', report.journalHash.slice(0, 16).toUpperCase()),
    row('机号', report.registerSerial),
    row('版本', `V${report.version}`),
  ];
}
