import { shanghaiTime } from '../kernel/business-date.ts';
import { fen, plainYuan } from '../kernel/money.ts';
import type { Content, PaperBlock, PaperDocument, PersonSpan } from './paper-document.ts';
import { storeLine } from './store-head.ts';

type Kind = 'paid_in' | 'paid_out' | 'safe_drop' | 'bank_deposit';

/** Everything a slip of cash that moved without a sale says. The payee stands in it by reference only. */
export type CashSlipInput = {
  readonly storeName: string;
  readonly kind: Kind;
  readonly isUndo: boolean;
  readonly movementNumber: string; // '01-12-3': register, shift, which movement of it
  readonly category: string; // a key of the categories below; another text prints as it is
  readonly amountFen: number; // not negative
  readonly payee: PersonSpan | null;
  readonly slipNumber: string; // of the bank's slip
  readonly note: string;
  readonly registerId: string;
  readonly shiftNumber: number;
  readonly businessDate: string;
  readonly at: number; // epoch ms
  readonly byName: string;
  readonly approvedByName: string | null;
};

const TITLES: Readonly<Record<Kind, string>> = {
  paid_in: '现金收入单',
  paid_out: '现金支出单',
  safe_drop: '缴款单',
  bank_deposit: '银行存款单',
};

const CATEGORIES: Readonly<Record<string, string>> = {
  float_top_up: '补备用金',
  debt_collected: '收欠款',
  other_in: '其他收入',
  freight: '运费',
  meals: '餐费',
  purchase: '采购',
  repair: '维修',
  other_out: '其他支出',
  safe_drop: '存保险柜',
  bank_deposit: '存银行',
};

/** The slip of cash that moved without a sale: what for, how much in large figures, who, and where to sign. */
export function cashSlipDocument(input: CashSlipInput): PaperDocument {
  return {
    version: 1,
    kind: 'cash_slip',
    copy: 0,
    blocks: [
      ...storeLine(input.storeName),
      { kind: 'text', text: TITLES[input.kind], align: 'center', size: 'double', bold: true },
      ...(input.isUndo ? [mark('** 冲销 **')] : []),
      { kind: 'copy_mark' },
      { kind: 'rule', style: 'double' },
      pair('编号', input.movementNumber),
      pair('营业日', input.businessDate),
      pair('时间', shanghaiTime(input.at).slice(0, 16)),
      pair('收银台', `${input.registerId}  第${input.shiftNumber}班`),
      { kind: 'rule' },
      pair('用途', CATEGORIES[input.category] ?? input.category),
      ...(input.payee ? [pair(input.kind === 'paid_in' ? '付款人' : '收款人', [input.payee])] : []),
      ...(input.slipNumber === '' ? [] : [pair('回单号', input.slipNumber)]),
      ...(input.note === '' ? [] : [pair('备注', input.note)]),
      { kind: 'feed', lines: 1 },
      mark(`￥${plainYuan(fen(input.amountFen))}`),
      mark(direction(input), 'tall'),
      { kind: 'rule' },
      pair('经手', input.byName),
      ...(input.approvedByName === null ? [] : [pair('批准', input.approvedByName)]),
      { kind: 'feed', lines: 1 },
      { kind: 'box', title: '经手人签字', lines: 3 },
      ...signatory(input),
      { kind: 'cut' },
    ],
  };
}

/** Which way the notes go; a slip that takes another back goes the other way. */
function direction({ kind, isUndo }: CashSlipInput): string {
  const isIn = (kind === 'paid_in') !== isUndo;
  return isIn ? '放进钱箱' : '从钱箱取出';
}

/** Money that a person outside gives or gets is signed for; money that moves to the safe or the bank, by the manager. */
function signatory({ kind, payee }: CashSlipInput): readonly PaperBlock[] {
  if (kind === 'paid_in' || kind === 'paid_out') {
    const who = kind === 'paid_in' ? '付款人' : '收款人';
    return payee ? [{ kind: 'box', title: `${who}签字`, lines: 3 }] : [];
  }
  return [{ kind: 'box', title: '店长签字', lines: 3 }];
}

function mark(text: string, size: 'double' | 'tall' = 'double'): PaperBlock {
  return { kind: 'text', text, align: 'center', size, bold: true };
}

function pair(left: string, right: Content): PaperBlock {
  return { kind: 'pair', left, right };
}
