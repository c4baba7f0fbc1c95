import { type CashSlipInput, cashSlipDocument } from '../../shared/documents/cash-slip.ts';
import { type CouponSlipInput, couponSlipDocument } from '../../shared/documents/coupon-slip.ts';
import { type DepositSlipInput, depositSlipDocument } from '../../shared/documents/deposit-slip.ts';
import {
  type HandoverSlipHead,
  type HandoverSlipTaken,
  handoverSlipDocument,
} from '../../shared/documents/handover-slip.ts';
import { asCopy, type PaperDocument } from '../../shared/documents/paper-document.ts';
import { fen } from '../../shared/kernel/money.ts';

const CASH: CashSlipInput = {
  storeName: '云桥家电(青山镇店)',
  kind: 'paid_out',
  isUndo: false,
  movementNumber: '01-12-3',
  category: 'freight',
  amountFen: 8_600,
  payee: { person: 'movement-3', field: 'name', masked: false },
  slipNumber: '',
  note: '送货到李家坳，油费和过路费各一半',
  registerId: '01',
  shiftNumber: 12,
  businessDate: '2026-06-18',
  at: Date.parse('2026-06-18T11:20:00+08:00'),
  byName: '小李',
  approvedByName: null,
};

const DEPOSIT: CashSlipInput = {
  ...CASH,
  kind: 'bank_deposit',
  movementNumber: '01-12-4',
  category: 'bank_deposit',
  amountFen: 2_350_000,
  payee: null,
  slipNumber: 'ICBC 0618-3321',
  note: '',
  approvedByName: '王店长',
};

/** A customer's deposit of 200, which counts as 300 at the balance. */
const PRESALE_DEPOSIT: DepositSlipInput = {
  store: {
    name: '云桥家电',
    branch: '青山镇店',
    address: '青山镇人民路88号',
    phone: '0798-6543210',
  },
  number: '0001-01-D000012',
  registerId: '01',
  registerSerial: 'ZD-7F3A11C0-01',
  journalSeq: 4431,
  verifyCode: '8C41D2E7',
  version: '1.0.0',
  cashier: '小李',
  at: Date.parse('2026-06-08T10:25:31+08:00'),
  customerId: 'person-1',
  goods: '美的 空调 KFR-35GW/N8XHA1',
  promotionName: '618预售 定金200抵300',
  depositFen: fen(20_000),
  worthFen: fen(30_000),
  offFen: null,
  balanceFrom: Date.parse('2026-06-16T00:00:00+08:00'),
  balanceUntil: Date.parse('2026-06-19T00:00:00+08:00'),
  isDemo: false,
};

const HEAD: HandoverSlipHead = {
  storeName: '云桥家电(青山镇店)',
  registerId: '01',
  shiftNumber: 12,
  businessDate: '2026-06-18',
  openedAt: Date.parse('2026-06-18T08:30:00+08:00'),
  openedBy: '小李',
  handedAt: Date.parse('2026-06-18T14:05:00+08:00'),
  outName: '小李',
  saleCount: 37,
};

const TAKEN: HandoverSlipTaken = {
  inName: '王店长',
  takenAt: Date.parse('2026-06-18T14:11:00+08:00'),
  toShiftNumber: 13,
  expectedFen: 1_234_560,
  handedFen: 1_234_060,
  handed: [
    { fen: 10_000, count: 121 },
    { fen: 5_000, count: 4 },
    { fen: 100, count: 40 },
    { fen: 10, count: 5 },
    { fen: 1, count: 10 },
  ],
  overShortFen: -500,
  overShortReason: '找零找错了',
  receivedFen: 1_233_060,
  received: [
    { fen: 10_000, count: 121 },
    { fen: 5_000, count: 4 },
    { fen: 100, count: 30 },
    { fen: 10, count: 5 },
    { fen: 1, count: 10 },
  ],
  verdict: 'disputed',
  dispute: '少了十张一块的，点了两遍',
};

const COUPON: CouponSlipInput = {
  store: {
    ...{ name: '云桥家电', branch: '青山镇店' },
    ...{ address: '青山镇人民路18号', phone: '0798-2661234' },
  },
  terms: {
    ...{ name: '老街坊券', benefit: '店铺券满100减30', isOneTime: true },
    time: '2026年6月1日 00:00 至 6月18日 24:00，每周六、日',
    conditions: ['空调、冰箱的美的、海尔，不含指定3款商品', '每单一次', '每位顾客限1次'],
  },
  ...{ code: 'ZQ7K3M9XQ2T4RWN', spacedCode: 'ZQ7K3-M9XQ2-T4RWN', isDemo: false },
};

/** Slips of the drawer: cash that moved, taken back, copied; a handover that waits, is accepted, is disputed. */
export const SLIP_SAMPLES: Readonly<Record<string, () => PaperDocument>> = {
  'deposit-slip': () => depositSlipDocument(PRESALE_DEPOSIT),
  'deposit-slip-off': () =>
    depositSlipDocument({ ...PRESALE_DEPOSIT, worthFen: null, offFen: fen(8_000), isDemo: true }),
  'coupon-slip': () => couponSlipDocument(COUPON),
  'coupon-slip-shared': () => {
    const terms = { ...COUPON.terms, isOneTime: false };
    const code = { code: 'ZQ2345678', spacedCode: 'ZQ234-5678' };
    return couponSlipDocument({ ...COUPON, terms, ...code, isDemo: true });
  },
  'cash-slip': () => cashSlipDocument(CASH),
  'cash-slip-deposit': () => cashSlipDocument(DEPOSIT),
  'cash-slip-undone-copy': () =>
    asCopy(
      cashSlipDocument({ ...CASH, isUndo: true, movementNumber: '01-12-5', note: '写错了' }),
      1,
    ),
  'handover-waiting': () => handoverSlipDocument({ head: HEAD, taken: null }),
  'handover-accepted': () =>
    handoverSlipDocument({
      head: HEAD,
      taken: {
        ...TAKEN,
        overShortFen: 0,
        overShortReason: '',
        expectedFen: TAKEN.handedFen,
        receivedFen: TAKEN.handedFen,
        received: TAKEN.handed,
        verdict: 'accepted',
        dispute: '',
      },
    }),
  'handover-disputed': () => handoverSlipDocument({ head: HEAD, taken: TAKEN }),
};
