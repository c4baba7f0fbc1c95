import type { BusinessDate } from '../kernel/business-date.ts';
import { shanghaiTime } from '../kernel/business-date.ts';
import { type Fen, fen, plainYuan } from '../kernel/money.ts';
import type { PaperBlock, PaperDocument, Span } from './paper-document.ts';
import { asideRows, type PaidAside, subsidyBlocks } from './receipt-subsidy.ts';
import { quantityText, SERIAL_NAMES, SLOT_NAMES } from './receipt-words.ts';
import { type StoreHead, storeHead } from './store-head.ts';

export type ReceiptSerial = {
  readonly role: 'unit' | 'outdoor' | 'indoor';
  readonly serialNumber: string;
};

export type ReceiptLine = {
  readonly name: string; // as the goods are called, with brand and model
  readonly quantityMilli: number;
  readonly unitLabel: string; // '台', '米'; shown where the quantity is not a whole number
  readonly unitListFen: Fen;
  readonly discountFen: Fen; // list − net of this line, not negative
  readonly netFen: Fen;
  readonly giftUnits?: number; // of its units, given away under a promotion
  readonly serials: readonly ReceiptSerial[];
  readonly note: string;
};

/** Everything a receipt says, as plain data. Amounts in whole fen, times in epoch ms. */
export type ReceiptInput = {
  readonly store: StoreHead;
  readonly receiptNumber: string; // '0001-01-000123'; of practice '练习 3', which is none of the real series
  readonly registerId: string;
  readonly registerSerial: string | null;
  readonly journalSeq: number | null;
  readonly verifyCode: string; // first 8 hex of the journal entry's hash
  readonly version: string;
  readonly cashier: string;
  readonly completedAt: number;
  readonly customerId: string | null; // person id
  readonly lines: readonly ReceiptLine[];
  readonly itemCount: number;
  readonly listFen: Fen;
  /** What was taken off, summed by the name the customer reads, with who pays where the store does not; not negative. */
  readonly discounts: readonly { readonly name: string; readonly amountFen: Fen }[];
  readonly roundingFen: Fen; // 抹零, taken off the net; negative where it was added
  readonly dueFen: Fen;
  readonly tenders: readonly { readonly name: string; readonly amountFen: Fen }[];
  readonly changeFen: Fen | null; // null: no cash was taken
  /** Paid by others than the customer at the counter; left out where nothing is. */
  readonly aside?: PaidAside;
  readonly warranty: {
    readonly returnUntil: BusinessDate | null; // 7日退货
    readonly exchangeUntil: BusinessDate | null; // 15日换货
    readonly machineUntil: BusinessDate | null; // 整机保修
  };
  readonly delivery: readonly {
    readonly date: string; // YYYY-MM-DD
    readonly slot: 'morning' | 'afternoon' | 'evening';
    readonly ticketNumber: string;
  }[];
  /** Printed as a QR code: scanned again, it opens this sale. */
  readonly lookupCode: string | null;
  readonly isTraining: boolean;
  readonly isDemo: boolean;
  readonly note: string;
};

/** The customer's receipt of a completed sale (domain rule: content and order of a Chinese 销售小票). */
export function receiptDocument(input: ReceiptInput): PaperDocument {
  return {
    version: 1,
    kind: 'receipt',
    copy: 0,
    blocks: [
      ...storeHead(input.store),
      { kind: 'rule' },
      ...marks(input),
      ...heading(input),
      { kind: 'rule' },
      ...input.lines.flatMap(lineBlocks),
      { kind: 'rule' },
      ...sums(input),
      { kind: 'rule' },
      ...(input.aside ? subsidyBlocks(input.aside) : []),
      ...promises(input),
      ...ending(input),
      ...trainingMark(input), // torn off at the top, it still is no receipt
      { kind: 'cut' },
    ],
  };
}

function marks(input: ReceiptInput): readonly PaperBlock[] {
  const demo = input.isDemo ? [mark('演示 DEMO')] : [];
  return [...trainingMark(input), ...demo, { kind: 'copy_mark' }];
}

function trainingMark(input: ReceiptInput): readonly PaperBlock[] {
  return input.isTraining ? [{ ...mark('练习 TRAINING'), size: 'double' }] : [];
}

function mark(text: string): Extract<PaperBlock, { kind: 'text' }> {
  return { kind: 'text', text: `** ${text} **`, align: 'center', bold: true };
}

function heading(input: ReceiptInput): readonly PaperBlock[] {
  const id = input.customerId;
  const customer: readonly Span[] =
    id === null
      ? []
      : [
          { person: id, field: 'name', masked: true },
          ' ',
          { person: id, field: 'phone', masked: true },
        ];
  return [
    {
      kind: 'pair',
      left: input.isTraining ? '练习小票' : '销售小票',
      right: `No.${input.receiptNumber}`,
      bold: true,
    },
    {
      kind: 'pair',
      left: shanghaiTime(input.completedAt),
      right: `收银台${input.registerId}  收银员 ${input.cashier}`,
    },
    ...(id === null ? [] : [{ kind: 'pair' as const, left: '顾客', right: customer }]),
  ];
}

function lineBlocks(line: ReceiptLine): readonly PaperBlock[] {
  const quantity = quantityText(line.quantityMilli, line.unitLabel);
  return [
    { kind: 'text', text: `${giftMark(line)}${line.name}` },
    {
      kind: 'amounts',
      left: `  ${quantity} x ${plainYuan(line.unitListFen)}`,
      middle: line.discountFen === 0 ? '' : `优惠 ${plainYuan(fen(-line.discountFen))}`,
      right: plainYuan(line.netFen),
    },
    ...line.serials.map((serial) => ({
      kind: 'text' as const,
      text: `${SERIAL_NAMES[serial.role]} ${serial.serialNumber}`,
      indent: 2,
    })),
    ...(line.note === '' ? [] : [{ kind: 'text' as const, text: `备注 ${line.note}`, indent: 2 }]),
  ];
}

/** A gift is marked at its front: in a column of amounts a zero is easily taken for a mistake. */
function giftMark({ giftUnits = 0, quantityMilli }: ReceiptLine): string {
  if (giftUnits === 0) return '';
  return giftUnits * 1000 >= quantityMilli ? '【赠】' : `【赠${giftUnits}】`;
}

function sums(input: ReceiptInput): readonly PaperBlock[] {
  const rows: PaperBlock[] = [
    {
      kind: 'pair',
      // What the tags say; 原价 would claim that goods were sold at it before.
      left: `件数 ${input.itemCount}  标价合计`,
      right: plainYuan(input.listFen),
    },
  ];
  for (const discount of input.discounts) {
    rows.push({ kind: 'pair', left: discount.name, right: plainYuan(fen(-discount.amountFen)) });
  }
  if (input.discounts.length > 1) {
    const saved = input.discounts.reduce((sum, { amountFen }) => sum + amountFen, 0);
    rows.push({ kind: 'pair', left: '共优惠', right: plainYuan(fen(-saved)), bold: true });
  }
  if (input.roundingFen !== 0) {
    rows.push({ kind: 'pair', left: '抹零', right: plainYuan(fen(-input.roundingFen)) });
  }
  const due = `￥${plainYuan(input.dueFen)}`;
  rows.push({ kind: 'pair', left: '应收', right: due, bold: true, size: 'tall' });
  if (input.aside) rows.push(...asideRows(input.aside));
  for (const tender of input.tenders) {
    rows.push({ kind: 'pair', left: tender.name, right: `￥${plainYuan(tender.amountFen)}` });
  }
  if (input.changeFen !== null) {
    rows.push({ kind: 'pair', left: '找零', right: `￥${plainYuan(input.changeFen)}` });
  }
  return rows;
}

function promises(input: ReceiptInput): readonly PaperBlock[] {
  const { returnUntil, exchangeUntil, machineUntil } = input.warranty;
  const rows: PaperBlock[] = [];
  const left = returnUntil === null ? '' : `7日退货至 ${returnUntil.slice(5)}`;
  const right = exchangeUntil === null ? '' : `15日换货至 ${exchangeUntil.slice(5)}`;
  if (left !== '' || right !== '') rows.push({ kind: 'pair', left, right });
  if (machineUntil !== null) rows.push({ kind: 'text', text: `整机保修至 ${machineUntil}` });
  for (const { date, slot, ticketNumber } of input.delivery) {
    rows.push({
      kind: 'pair',
      left: `送货 ${date.slice(5)} ${SLOT_NAMES[slot]}`,
      right: `单号 ${ticketNumber}`,
    });
  }
  if (input.note !== '') rows.push({ kind: 'text', text: `备注 ${input.note}` });
  return rows;
}

function ending(input: ReceiptInput): readonly PaperBlock[] {
  const rows: PaperBlock[] = [
    { kind: 'pair', left: `验签码 ${input.verifyCode}`, right: `V${input.version}` },
  ];
  if (input.journalSeq !== null) {
    const serial = input.registerSerial === null ? '' : `机号 ${input.registerSerial}`;
    rows.push({ kind: 'pair', left: `交易序号 ${input.journalSeq}`, right: serial });
  }
  if (input.lookupCode !== null) {
    rows.push(
      { kind: 'feed', lines: 1 },
      { kind: 'qr', data: input.lookupCode, name: '小票码' },
      { kind: 'text', text: '谢谢惠顾  凭小票退换', align: 'center' },
      { kind: 'text', text: '消费投诉 12315', align: 'center' },
    );
  }
  return rows;
}
