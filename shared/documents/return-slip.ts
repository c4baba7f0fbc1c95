import { shanghaiTime } from '../kernel/business-date.ts';
import { type Fen, fen, plainYuan } from '../kernel/money.ts';
import type { PaperBlock, PaperDocument, Span } from './paper-document.ts';
import { quantityText, SERIAL_NAMES } from './receipt-words.ts';
import { type StoreHead, storeHead } from './store-head.ts';

/** Units of one line that came back in the same condition; `null` for a service, which has none. */
export type ReturnSlipLine = {
  readonly name: string;
  readonly quantityMilli: number;
  readonly unitLabel: string;
  readonly refundFen: Fen;
  readonly condition: 'restock' | 'damaged' | null;
  readonly serials: readonly {
    readonly role: 'unit' | 'outdoor' | 'indoor';
    readonly serialNumber: string;
  }[];
};

/** Everything a return slip says, as plain data. Amounts in whole fen, times in epoch ms. */
export type ReturnSlipInput = {
  readonly store: StoreHead;
  readonly returnNumber: string; // '0001-01-R000012'
  readonly receiptNumber: string; // of the sale whose goods came back
  readonly soldAt: number;
  readonly registerId: string;
  readonly registerSerial: string | null;
  readonly journalSeq: number;
  readonly verifyCode: string; // first 8 hex of the journal entry's hash
  readonly version: string;
  readonly cashier: string;
  readonly approvedBy: string | null;
  readonly at: number;
  readonly customerId: string | null; // person id
  readonly lines: readonly ReturnSlipLine[];
  readonly refundFen: Fen; // in cash
  /** Of it, kept back for gifts that were not earned any more and stay; below zero it is paid back besides. */
  readonly giftsKeptFen?: Fen;
  /** Codes that the sale used up and that are good once more, because nothing of it is left. */
  readonly revivedCoupons?: readonly {
    readonly name: string;
    readonly last4: string;
    readonly untilAt: number;
  }[];
  /** Why codes of the sale stay used up; `null` where none does. */
  readonly spentCoupons?: 'partial' | 'expired' | null;
  readonly reason: string;
  readonly cancelledTickets: readonly string[];
  readonly keptTickets: readonly string[]; // still deliver what did not come back
  /** Printed as a QR code: scanned again, it opens the sale. */
  readonly lookupCode: string;
  readonly isDemo: boolean;
};

const CONDITIONS = { restock: '回库', damaged: '损坏' } as const;

/** The slip of a return, which the customer signs (domain rule: refund in cash, the original named). */
export function returnSlipDocument(input: ReturnSlipInput): PaperDocument {
  return {
    version: 1,
    kind: 'return_slip',
    copy: 0,
    blocks: [
      ...storeHead(input.store),
      { kind: 'rule' },
      ...(input.isDemo
        ? [{ kind: 'text', text: '** 演示 DEMO **', align: 'center', bold: true } as const]
        : []),
      { kind: 'copy_mark' },
      ...heading(input),
      { kind: 'rule' },
      ...input.lines.flatMap(lineBlocks),
      { kind: 'rule' },
      ...sums(input),
      { kind: 'rule' },
      { kind: 'text', text: '以上商品已退回，退款已当面点清。' },
      { kind: 'box', title: '顾客签字', lines: 3 },
      ...ending(input),
      { kind: 'cut' },
    ],
  };
}

function heading(input: ReturnSlipInput): readonly PaperBlock[] {
  const id = input.customerId;
  const customer: readonly Span[] =
    id === null
      ? []
      : [
          { person: id, field: 'name', masked: true },
          ' ',
          { person: id, field: 'phone', masked: true },
        ];
  const { approvedBy } = input;
  return [
    { kind: 'pair', left: '退货单', right: `No.${input.returnNumber}`, bold: true },
    {
      kind: 'pair',
      left: shanghaiTime(input.at),
      right: `收银台${input.registerId}  收银员 ${input.cashier}`,
    },
    {
      kind: 'pair',
      left: `原小票 ${input.receiptNumber}`,
      right: `购于 ${shanghaiTime(input.soldAt).slice(0, 10)}`,
    },
    ...(approvedBy === null ? [] : [{ kind: 'pair' as const, left: '授权', right: approvedBy }]),
    ...(id === null ? [] : [{ kind: 'pair' as const, left: '顾客', right: customer }]),
  ];
}

function lineBlocks(line: ReturnSlipLine): readonly PaperBlock[] {
  const quantity = quantityText(line.quantityMilli, line.unitLabel);
  return [
    { kind: 'text', text: line.name },
    {
      kind: 'amounts',
      left: `  退 ${quantity}${line.quantityMilli % 1000 === 0 ? line.unitLabel : ''}`,
      middle: line.condition === null ? '' : CONDITIONS[line.condition],
      right: plainYuan(line.refundFen),
    },
    ...line.serials.map((serial) => ({
      kind: 'text' as const,
      text: `${SERIAL_NAMES[serial.role]} ${serial.serialNumber}`,
      indent: 2,
    })),
  ];
}

function sums(input: ReturnSlipInput): readonly PaperBlock[] {
  const kept = input.giftsKeptFen ?? 0;
  const refund = `￥${plainYuan(fen(input.refundFen - kept))}`;
  return [
    ...giftRows(input.refundFen, kept),
    { kind: 'pair', left: '退现金', right: refund, bold: true, size: 'tall' },
    { kind: 'pair', left: '原因', right: input.reason },
    ...couponRows(input),
    ...input.cancelledTickets.map(
      (number): PaperBlock => ({ kind: 'pair', left: `送装单 ${number}`, right: '已取消' }),
    ),
    ...input.keptTickets.map(
      (number): PaperBlock => ({ kind: 'pair', left: `送装单 ${number}`, right: '其余照送' }),
    ),
  ];
}

/** What becomes of the codes that the sale used up, in words. */
function couponRows(input: ReturnSlipInput): readonly PaperBlock[] {
  const revived = (input.revivedCoupons ?? []).flatMap(({ name, last4, untilAt }): PaperBlock[] => [
    { kind: 'pair', left: `优惠券 尾号${last4}`, right: '恢复可用' },
    { kind: 'text', text: `${name}，${shanghaiTime(untilAt).slice(0, 16)} 前再用一次`, indent: 2 },
  ]);
  const { spentCoupons = null } = input;
  return spentCoupons === null
    ? revived
    : [...revived, { kind: 'text', text: SPENT_COUPONS[spentCoupons] }];
}

const SPENT_COUPONS = {
  partial: '原单已用的优惠券不退回；整单退完且券未到期才恢复。',
  expired: '原单已用的优惠券已到期，不退回。',
} as const;

function giftRows(refundFen: Fen, kept: number): readonly PaperBlock[] {
  if (kept === 0) return [];
  return [
    { kind: 'pair', left: '退货金额', right: plainYuan(refundFen) },
    {
      kind: 'pair',
      left: kept > 0 ? '赠品、换购未退，抵扣' : '赠品、换购已退，退还抵扣',
      right: plainYuan(fen(-kept)),
    },
  ];
}

function ending(input: ReturnSlipInput): readonly PaperBlock[] {
  const serial = input.registerSerial === null ? '' : `机号 ${input.registerSerial}`;
  return [
    { kind: 'pair', left: `验签码 ${input.verifyCode}`, right: `V${input.version}` },
    { kind: 'pair', left: `交易序号 ${input.journalSeq}`, right: serial },
    { kind: 'feed', lines: 1 },
    { kind: 'qr', data: input.lookupCode, name: '原小票码' },
  ];
}
