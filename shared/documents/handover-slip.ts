import type { Pieces } from '../domain/shift/denominations.ts';
import { shanghaiTime } from '../kernel/business-date.ts';
import { fen, plainYuan } from '../kernel/money.ts';
import type { PaperBlock, PaperDocument } from './paper-document.ts';
import { storeLine } from './store-head.ts';

/** Who handed which shift over, when. Names as printed, times in epoch ms. */
export type HandoverSlipHead = {
  readonly storeName: string;
  readonly registerId: string;
  readonly shiftNumber: number;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly handedAt: number;
  readonly outName: string;
  readonly saleCount: number;
};

/** Both counts, once the incoming clerk has made theirs. Amounts in fen; differences signed. */
export type HandoverSlipTaken = {
  readonly inName: string;
  readonly takenAt: number;
  readonly toShiftNumber: number;
  readonly expectedFen: number;
  readonly handedFen: number;
  readonly handed: Pieces;
  readonly overShortFen: number; // what the outgoing count differed by
  readonly overShortReason: string;
  readonly receivedFen: number;
  readonly received: Pieces;
  readonly verdict: 'accepted' | 'disputed';
  readonly dispute: string;
};

/**
 * The slip of a handover. Before the drawer is taken over (`taken` null) it names the people and no amount, because
 * the incoming clerk counts blind; afterwards it shows both counts piece by piece, the differences, and both signatures.
 */
export function handoverSlipDocument(input: {
  readonly head: HandoverSlipHead;
  readonly taken: HandoverSlipTaken | null;
}): PaperDocument {
  const { head, taken } = input;
  return {
    version: 1,
    kind: 'handover_slip',
    copy: 0,
    blocks: [
      ...storeLine(head.storeName),
      { kind: 'text', text: '交接班单', align: 'center', size: 'double', bold: true },
      { kind: 'copy_mark' },
      { kind: 'rule', style: 'double' },
      pair('营业日', head.businessDate),
      pair('收银台', `${head.registerId}  第${head.shiftNumber}班`),
      pair('开班', `${time(head.openedAt)} ${head.openedBy}`),
      pair('交班', `${time(head.handedAt)} ${head.outName}`),
      ...(taken ? [pair('接班', `${time(taken.takenAt)} ${taken.inName}`)] : []),
      pair('成交单数', String(head.saleCount)),
      { kind: 'rule' },
      ...(taken ? takenBlocks(taken) : waitingBlocks()),
      { kind: 'feed', lines: 1 },
      { kind: 'box', title: '交班人签字', lines: 3 },
      ...(taken ? [{ kind: 'box', title: '接班人签字', lines: 3 } as const] : []),
      ...(taken?.verdict === 'disputed'
        ? [{ kind: 'box', title: '店长签字', lines: 3 } as const]
        : []),
      { kind: 'cut' },
    ],
  };
}

function waitingBlocks(): readonly PaperBlock[] {
  return [
    { kind: 'text', text: '待接班', align: 'center', size: 'tall', bold: true },
    { kind: 'text', text: '接班人先自己点一遍', align: 'center' },
    { kind: 'text', text: '点清后打印两人点的数，两人签字', align: 'center' },
  ];
}

function takenBlocks(taken: HandoverSlipTaken): readonly PaperBlock[] {
  const difference = taken.receivedFen - taken.handedFen;
  return [
    columns('', '交班点', '接班点', true),
    ...denominations(taken).map((value) =>
      columns(pieceName(value), pieces(taken.handed, value), pieces(taken.received, value)),
    ),
    columns('合计', yuan(taken.handedFen), yuan(taken.receivedFen), true),
    { kind: 'rule' },
    pair('应有现金', yuan(taken.expectedFen)),
    pair(`交班${overShortName(taken.overShortFen)}`, yuan(taken.overShortFen)),
    ...(taken.overShortReason === '' ? [] : [pair('原因', taken.overShortReason)]),
    { kind: 'pair', left: '接班比交班', right: moreOrLess(difference), size: 'tall', bold: true },
    pair('结果', taken.verdict === 'accepted' ? '点清一致，已接班' : '有争议，待店长处理'),
    ...(taken.dispute === '' ? [] : [pair('说明', taken.dispute)]),
    pair('接班后', `第${taken.toShiftNumber}班  备用金 ${yuan(taken.receivedFen)}`),
  ];
}

/** Every denomination that one of the two counted, largest first. */
function denominations(taken: HandoverSlipTaken): readonly number[] {
  const found = new Set([...taken.handed, ...taken.received].map((row) => row.fen));
  return [...found].sort((a, b) => b - a);
}

function pieces(counted: Pieces, value: number): string {
  const count = counted.find((row) => row.fen === value)?.count ?? 0;
  return value === 1 ? yuan(count) : `x ${count}`;
}

function pieceName(value: number): string {
  if (value === 1) return '其他';
  return value >= 100 ? `${value / 100}元` : `${value / 10}角`;
}

function overShortName(amount: number): string {
  if (amount === 0) return '差异';
  return amount > 0 ? '长款' : '短款';
}

function moreOrLess(difference: number): string {
  if (difference === 0) return '一样';
  return `${difference > 0 ? '多' : '少'} ￥${yuan(Math.abs(difference))}`;
}

function columns(name: string, left: string, right: string, bold = false): PaperBlock {
  return {
    kind: 'columns',
    cells: [
      { text: name, columns: 16 },
      { text: left, columns: 16, align: 'right' },
      { text: right, columns: 16, align: 'right' },
    ],
    bold,
  };
}

function pair(left: string, right: string): PaperBlock {
  return { kind: 'pair', left, right };
}

function time(at: number): string {
  return shanghaiTime(at).slice(0, 16);
}

function yuan(amount: number): string {
  return plainYuan(fen(amount));
}
