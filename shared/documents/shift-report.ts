import { depositProposal } from '../domain/shift/deposit-proposal.ts';
import { overShortOf } from '../domain/shift/period-report.ts';
import type { ZReport } from '../domain/shift/z-report.ts';
import type { PaperBlock, PaperDocument } from './paper-document.ts';
import { quantityText } from './receipt-words.ts';
import {
  differenceName,
  minuteOf,
  pieceName,
  row,
  section,
  signedYuan,
  strong,
  tall,
  threeColumns,
  yuanText,
} from './report-blocks.ts';
import { tenders } from './report-tenders.ts';
import { cashRows, countRows, shiftRows } from './shift-report-cash.ts';
import {
  KIND_NAMES,
  LAYER_NAMES,
  MATTER_NAMES,
  SOURCE_NAMES,
  TICKET_NAMES,
} from './shift-report-words.ts';

/**
 * The X or Z report on paper. First what was expected, counted and missing, large; then sales, tenders, cash, shifts,
 * goods, what a supervisor looks at, what is carried over, and the totals that only ever rise.
 */
export function shiftReportDocument(report: ZReport): PaperDocument {
  return {
    version: 1,
    kind: report.zNumber === null ? 'x_report' : 'z_report',
    copy: 0,
    blocks: [
      ...title(report),
      { kind: 'rule', style: 'double' },
      ...result(report),
      { kind: 'rule', style: 'double' },
      ...head(report),
      ...section('销售', sales(report)),
      ...section('优惠明细', deductions(report)),
      ...section('应收', owed(report)),
      ...section('收款', tenders(report)),
      ...section('现金', cashRows(report)),
      ...section('点钞', pieces(report)),
      ...section('复点', countRows(report)),
      ...section('班次', shiftRows(report)),
      ...section('商品', goods(report)),
      ...section('送装单', tickets(report)),
      ...section('留意', control(report)),
      ...section('结转下一班', matters(report)),
      ...section('累计', totals(report)),
      ...signatures(report),
      { kind: 'cut' },
    ],
  };
}

function title(report: ZReport): readonly PaperBlock[] {
  const { store } = report;
  const name =
    store === null ? '' : store.branch === '' ? store.name : `${store.name}(${store.branch})`;
  const what = report.zNumber === null ? '交班报表 X' : `日结 Z ${report.zNumber}`;
  return [
    ...(name === '' ? [] : [{ kind: 'text', text: name, align: 'center', bold: true } as const]),
    { kind: 'text', text: what, align: 'center', size: 'double', bold: true },
    { kind: 'text', text: `营业日 ${report.businessDate}`, align: 'center', bold: true },
    { kind: 'copy_mark' },
  ];
}

/** The three amounts for which the paper is looked at. */
function result(report: ZReport): readonly PaperBlock[] {
  const { countedFen, overShortFen } = report;
  return [
    tall('应有现金', `￥${yuanText(report.expectedFen)}`),
    ...(countedFen === null ? [] : [tall('实点现金', `￥${yuanText(countedFen)}`)]),
    ...(overShortFen === null
      ? []
      : [tall(differenceName(overShortFen), signedYuan(overShortFen))]),
    ...dayDifference(report),
    ...(report.reason === '' ? [] : [row('原因', report.reason)]),
    ...(report.approvedBy === null ? [] : [row('批准', report.approvedBy)]),
    ...proposedDeposit(report),
  ];
}

/** Where earlier shifts of the day differed too, what all of it comes to. */
function dayDifference(report: ZReport): readonly PaperBlock[] {
  const all = overShortOf(report);
  const isMore = report.overShortFen !== null && all !== report.overShortFen;
  return isMore ? [strong('本日差异合计', signedYuan(all))] : [];
}

/** What may be brought to the bank or the safe, the next day beginning with the same float. */
function proposedDeposit(report: ZReport): readonly PaperBlock[] {
  const proposal = depositProposal(report);
  // A report of form 1 had no such line: its copy reads as its original did.
  if (!proposal || report.form === 1) return [];
  return [
    strong('建议缴存', `￥${yuanText(proposal.depositFen)}`),
    row('留备用金', yuanText(proposal.floatFen)),
  ];
}

function head(report: ZReport): readonly PaperBlock[] {
  const { shifts, operators } = report;
  const isOne = shifts === null || shifts.length < 2;
  return [
    row('收银台', `${report.registerId}  第${report.shiftNumber}班`),
    row('开班', `${minuteOf(report.openedAt)} ${report.openedBy}`),
    row(
      report.zNumber === null ? '打印' : '日结',
      `${minuteOf(report.closedAt)} ${report.closedBy}`,
    ),
    ...(isOne || shifts === null ? [] : [row('班数', `${shifts.length} 班`)]),
    ...(operators === null || operators.length === 0 ? [] : [row('收银员', operators.join(' '))]),
    ...(report.firstReceipt === null
      ? []
      : [row('首单', report.firstReceipt), row('末单', report.lastReceipt ?? '')]),
  ];
}

function sales(report: ZReport): readonly PaperBlock[] {
  const { returns } = report;
  const rounding = report.roundingFen - (returns?.roundingFen ?? 0);
  const hasReturns = returns !== null && returns.count > 0;
  return [
    row('成交单数', String(report.saleCount)),
    row('商品件数', String(report.itemCount)),
    row('原价合计', yuanText(report.listFen)),
    row('优惠合计', yuanText(-report.discountFen)),
    ...(hasReturns
      ? [
          row('销售额', yuanText(report.netFen)),
          row(`退货 ${returns.count}单 ${returns.unitCount}件`, yuanText(-returns.netFen)),
        ]
      : []),
    strong('净销售', yuanText(report.netSalesFen)),
    row('抹零', yuanText(-rounding)),
    strong('实收', `￥${yuanText(report.receivedFen)}`),
    ...(report.kinds ?? [])
      .filter(({ kind }) => kind !== 'goods')
      .map(({ kind, lineCount, netFen }) =>
        row(`其中${KIND_NAMES[kind]} ${lineCount}项`, yuanText(netFen)),
      ),
  ];
}

function deductions(report: ZReport): readonly PaperBlock[] {
  const { layers = [], sources = [] } = report.deductions ?? {};
  return [
    ...layers.map(({ layer, count, amountFen }) =>
      threeColumns(LAYER_NAMES[layer] ?? layer, `${count}笔`, yuanText(-amountFen)),
    ),
    ...sources.map(({ source, count, amountFen }) =>
      threeColumns(`由${SOURCE_NAMES[source]}`, `${count}笔`, yuanText(-amountFen)),
    ),
  ];
}

/** What brands, platforms and the government still have to pay for deductions that the store gave. */
function owed(report: ZReport): readonly PaperBlock[] {
  return (report.deductions?.owed ?? []).map(({ funding, name, count, amountFen }) =>
    threeColumns(`${SOURCE_NAMES[funding]} ${name}`, `${count}笔`, yuanText(amountFen)),
  );
}

function pieces(report: ZReport): readonly PaperBlock[] {
  return report.countPieces
    .filter((piece) => piece.count > 0)
    .map((piece) =>
      threeColumns(
        pieceName(piece.fen),
        piece.fen < 10 ? '' : `x ${piece.count}`,
        yuanText(piece.fen * piece.count),
      ),
    );
}

function goods(report: ZReport): readonly PaperBlock[] {
  return report.categories.flatMap((one) => {
    const returned = one.returnedMilli ?? 0;
    const isSold = one.unitMilli > 0 || returned === 0;
    return [
      ...(isSold
        ? [threeColumns(one.category, quantityText(one.unitMilli, ''), yuanText(one.netFen))]
        : []),
      ...(returned === 0
        ? []
        : [
            threeColumns(
              `${one.category} 退`,
              quantityText(-returned, ''),
              yuanText(-(one.returnedFen ?? 0)),
            ),
          ]),
    ];
  });
}

function tickets(report: ZReport): readonly PaperBlock[] {
  const { states = [], missingSerialCount = 0 } = report.tickets ?? {};
  return [
    ...states.map(({ state, count }) => row(TICKET_NAMES[state] ?? state, `${count} 张`)),
    ...(missingSerialCount === 0 ? [] : [row('缺机身码', `${missingSerialCount} 个`)]),
  ];
}

/** Each figure that is not nothing on its own line; the rest in one, so that nothing is silent. */
function control(report: ZReport): readonly PaperBlock[] {
  const { control: more } = report;
  const counts: readonly (readonly [string, number])[] = [
    ['清空购物车', report.clearedCartCount],
    ...(more === null ? [] : ([['删除商品行', more.removedLineCount]] as const)),
    ['改价', report.overrideCount],
    ['手工优惠', report.discountCount],
    ['无销售开钱箱', report.noSaleCount],
    ['补打', report.reprintCount],
    ...(more === null
      ? []
      : ([
          ['打印失败', more.failedPrintCount],
          ['时钟被改', more.clockJumpCount],
          ['授权', more.approvalCount],
          ['授权被拒', more.refusedApprovalCount],
        ] as const)),
  ];
  const none = counts.filter(([, count]) => count === 0).map(([name]) => name);
  const offline = Math.round((more?.offlineMs ?? 0) / 60_000);
  return [
    ...counts.filter(([, count]) => count > 0).map(([name, count]) => row(name, `${count} 次`)),
    ...(offline === 0 ? [] : [row('离线', `${offline} 分钟`)]),
    ...(more === null || more.trainingCount === 0
      ? []
      : [row(`练习 ${more.trainingCount}单(不计销售)`, yuanText(more.trainingFen))]),
    ...(none.length === 0
      ? []
      : [{ kind: 'text', text: `没有: ${none.join(' ')}`, indent: 2 } as const]),
  ];
}

function matters(report: ZReport): readonly PaperBlock[] {
  return (report.matters ?? []).map(({ kind, count }) =>
    row(MATTER_NAMES[kind] ?? kind, `${count} 项`),
  );
}

function totals(report: ZReport): readonly PaperBlock[] {
  return [
    strong('累计净额', yuanText(report.perpetualFen)),
    ...(report.lanes ?? []).map(({ registerId, throughZ, perpetualFen }) =>
      row(`  其中 ${registerId} 至 Z${throughZ}`, yuanText(perpetualFen)),
    ),
    ...(report.perpetualAbsoluteFen === null
      ? []
      : [row('累计绝对额', yuanText(report.perpetualAbsoluteFen))]),
    row('交易序号', String(report.journalSeq)),
    row('链尾', report.journalHash.slice(0, 16).toUpperCase()),
    row('机号', report.registerSerial),
    row('版本', `V${report.version}`),
  ];
}

function signatures(report: ZReport): readonly PaperBlock[] {
  if (report.zNumber === null) return [];
  return [
    { kind: 'feed', lines: 1 },
    { kind: 'box', title: '收银员签字', lines: 3 },
    { kind: 'box', title: '店长签字', lines: 3 },
  ];
}
