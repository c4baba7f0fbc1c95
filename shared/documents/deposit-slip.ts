import { shanghaiTime } from '../kernel/business-date.ts';
import { type Fen, plainYuan } from '../kernel/money.ts';
import type { PaperBlock, PaperDocument } from './paper-document.ts';
import { type StoreHead, storeHead } from './store-head.ts';

/** Everything the slip of a deposit says, as plain data. Amounts in whole fen, times in epoch ms. */
export type DepositSlipInput = {
  readonly store: StoreHead;
  readonly number: string; // '0001-01-D000012'
  readonly registerId: string;
  readonly registerSerial: string | null;
  readonly journalSeq: number;
  readonly verifyCode: string; // first 8 hex of the journal entry's hash
  readonly version: string;
  readonly cashier: string;
  readonly at: number;
  readonly customerId: string | null; // person id
  readonly goods: string;
  readonly promotionName: string;
  readonly depositFen: Fen;
  /** What the deposit counts for at the balance, or what comes off it: one of the two is set. */
  readonly worthFen: Fen | null;
  readonly offFen: Fen | null;
  readonly balanceFrom: number;
  readonly balanceUntil: number;
  readonly isDemo: boolean;
};

/**
 * The slip of a deposit. It says 定金, earnest money, and never 订金, an advance payment: who gave it forfeits it, a
 * shop that does not deliver gives double back (Civil Code art. 586 and 587), and both stand on the paper.
 */
export function depositSlipDocument(input: DepositSlipInput): PaperDocument {
  return {
    version: 1,
    kind: 'deposit_slip',
    copy: 0,
    blocks: [
      ...storeHead(input.store),
      { kind: 'rule' },
      ...(input.isDemo ? [mark('** 演示 DEMO **')] : []),
      { kind: 'copy_mark' },
      { kind: 'pair', left: '定金单', right: `No.${input.number}`, bold: true },
      pair(shanghaiTime(input.at), `收银台${input.registerId}  收银员 ${input.cashier}`),
      ...customer(input.customerId),
      { kind: 'rule' },
      { kind: 'text', text: input.goods },
      pair('预售活动', input.promotionName),
      { kind: 'rule' },
      {
        ...{ kind: 'pair', left: '实收定金', right: `￥${plainYuan(input.depositFen)}` },
        ...{ bold: true, size: 'tall' },
      },
      ...benefit(input),
      pair('付尾款', `${day(input.balanceFrom)} 起`),
      pair('', `${day(input.balanceUntil)} 前`),
      { kind: 'rule' },
      ...RULES.map((text): PaperBlock => ({ kind: 'text', text })),
      { kind: 'box', title: '顾客签字', lines: 3 },
      pair(`验签码 ${input.verifyCode}`, `V${input.version}`),
      pair(
        `交易序号 ${input.journalSeq}`,
        input.registerSerial === null ? '' : `机号 ${input.registerSerial}`,
      ),
      { kind: 'feed', lines: 1 },
      { kind: 'qr', data: `YQ1|D|${input.number}`, name: '定金单码' },
      { kind: 'text', text: '凭此单付尾款提货', align: 'center' },
      { kind: 'text', text: '消费投诉 12315', align: 'center' },
      { kind: 'cut' },
    ],
  };
}

const RULES = [
  '定金规则:',
  '1. 到期前付尾款，定金抵作货款。',
  '2. 顾客到期不付尾款，定金不退。',
  '3. 本店不能交货，双倍返还定金。',
  '4. 商品退货时，定金按实付退还。',
] as const;

function customer(id: string | null): readonly PaperBlock[] {
  if (id === null) return [];
  const name = { person: id, field: 'name', masked: true } as const;
  const phone = { person: id, field: 'phone', masked: true } as const;
  return [{ kind: 'pair', left: '顾客', right: [name, ' ', phone] }];
}

function benefit({ worthFen, offFen }: DepositSlipInput): readonly PaperBlock[] {
  if (worthFen !== null) return [pair('付尾款时抵', `￥${plainYuan(worthFen)}`)];
  return offFen === null ? [] : [pair('付尾款时立减', `￥${plainYuan(offFen)}`)];
}

function day(at: number): string {
  return shanghaiTime(at).slice(0, 16);
}

function mark(text: string): PaperBlock {
  return { kind: 'text', text, align: 'center', bold: true };
}

function pair(left: string, right: string): PaperBlock {
  return { kind: 'pair', left, right };
}
