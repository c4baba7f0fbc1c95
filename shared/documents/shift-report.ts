import type { ZReport } from '../domain/shift/z-report.ts';
import { shanghaiTime } from '../kernel/business-date.ts';
import { fen, plainYuan } from '../kernel/money.ts';
import type { PaperBlock, PaperDocument } from './paper-document.ts';
import { quantityText } from './receipt-words.ts';

const TENDER_NAMES = { cash: '现金' } as const;

/** The X or Z report on paper: header, sales, tenders, cash, control figures, goods, perpetual total, signatures. */
export function shiftReportDocument(input: ZReport): PaperDocument {
  return {
    version: 1,
    kind: input.zNumber === null ? 'x_report' : 'z_report',
    copy: 0,
    blocks: [
      ...header(input),
      ...section('销售', sales(input)),
      ...section('收款', tenders(input)),
      ...section('现金', cash(input)),
      ...section('点钞', pieces(input)),
      ...section('商品', goods(input)),
      ...section('留意', control(input)),
      ...section('累计', totals(input)),
      ...signatures(input),
      { kind: 'cut' },
    ],
  };
}

function header(input: ZReport): readonly PaperBlock[] {
  const title = input.zNumber === null ? '交班报表 X' : `日结 Z ${input.zNumber}`;
  return [
    { kind: 'text', text: title, align: 'center', size: 'double', bold: true },
    { kind: 'copy_mark' },
    { kind: 'rule', style: 'double' },
    row('营业日', input.businessDate),
    row('收银台', `${input.registerId}  第${input.shiftNumber}班`),
    row('开班', `${time(input.openedAt)} ${input.openedBy}`),
    row(input.zNumber === null ? '打印' : '交班', `${time(input.closedAt)} ${input.closedBy}`),
    ...(input.firstReceipt === null
      ? []
      : [row('首单', input.firstReceipt), row('末单', input.lastReceipt ?? '')]),
  ];
}

function sales(input: ZReport): readonly PaperBlock[] {
  return [
    row('成交单数', String(input.saleCount)),
    row('商品件数', String(input.itemCount)),
    row('原价合计', yuan(input.listFen)),
    row('优惠合计', yuan(-input.discountFen)),
    row('净销售', yuan(input.netFen)),
    row('抹零', yuan(-input.roundingFen)),
    strong('实收', `￥${yuan(input.netFen - input.roundingFen)}`),
  ];
}

function tenders(input: ZReport): readonly PaperBlock[] {
  return input.tenders.map((tender) =>
    row(`${TENDER_NAMES[tender.kind]}  ${tender.count}笔`, yuan(tender.amountFen)),
  );
}

function cash(input: ZReport): readonly PaperBlock[] {
  const { countedFen, overShortFen } = input;
  return [
    row('备用金', yuan(input.openingFloatFen)),
    row('现金收入', yuan(input.cashInFen)),
    row('现金支出', yuan(-input.cashOutFen)),
    strong('应有现金', `￥${yuan(input.expectedFen)}`),
    ...(countedFen === null ? [] : [strong('实点现金', `￥${yuan(countedFen)}`)]),
    ...(overShortFen === null ? [] : [strong(differenceName(overShortFen), yuan(overShortFen))]),
    ...(input.reason === '' ? [] : [row('原因', input.reason)]),
    ...(input.approvedBy === null ? [] : [row('批准', input.approvedBy)]),
  ];
}

function differenceName(overShortFen: number): string {
  if (overShortFen === 0) return '差异';
  return overShortFen > 0 ? '长款' : '短款';
}

function pieces(input: ZReport): readonly PaperBlock[] {
  return input.countPieces
    .filter((piece) => piece.count > 0)
    .map((piece) => table(pieceName(piece.fen), `x ${piece.count}`, yuan(piece.fen * piece.count)));
}

function pieceName(value: number): string {
  return value >= 100 ? `${value / 100}元` : `${value / 10}角`;
}

function goods(input: ZReport): readonly PaperBlock[] {
  return input.categories.map((one) =>
    table(one.category, quantityText(one.unitMilli, ''), yuan(one.netFen)),
  );
}

function control(input: ZReport): readonly PaperBlock[] {
  const rows: readonly (readonly [string, number])[] = [
    ['无销售开钱箱', input.noSaleCount],
    ['补打', input.reprintCount],
    ['改价', input.overrideCount],
    ['手工优惠', input.discountCount],
    ['清空购物车', input.clearedCartCount],
  ];
  return rows.map(([name, count]) => row(name, `${count} 次`));
}

function totals(input: ZReport): readonly PaperBlock[] {
  return [
    row('累计总额', yuan(input.perpetualFen)),
    row('交易序号', String(input.journalSeq)),
    row('链尾', input.journalHash.slice(0, 16).toUpperCase()),
    row('机号', input.registerSerial),
    row('版本', `V${input.version}`),
  ];
}

function signatures(input: ZReport): readonly PaperBlock[] {
  if (input.zNumber === null) return [];
  return [
    { kind: 'feed', lines: 1 },
    { kind: 'box', title: '收银员签字', lines: 3 },
    { kind: 'box', title: '店长签字', lines: 3 },
  ];
}

function section(title: string, rows: readonly PaperBlock[]): readonly PaperBlock[] {
  if (rows.length === 0) return [];
  return [{ kind: 'rule' }, { kind: 'text', text: title, bold: true }, ...rows];
}

function row(left: string, right: string): PaperBlock {
  return { kind: 'pair', left: `  ${left}`, right };
}

function strong(left: string, right: string): PaperBlock {
  return { kind: 'pair', left: `  ${left}`, right, bold: true };
}

function table(name: string, count: string, amount: string): PaperBlock {
  return {
    kind: 'columns',
    cells: [
      { text: `  ${name}`, columns: 22 },
      { text: count, columns: 10, align: 'right' },
      { text: amount, columns: 16, align: 'right' },
    ],
  };
}

function time(at: number): string {
  return shanghaiTime(at).slice(0, 16);
}

function yuan(amount: number): string {
  // `-0` would print as a negative nothing.
  return plainYuan(fen(amount === 0 ? 0 : amount));
}
