import { installationTicketDocument } from '../../shared/documents/installation-ticket.ts';
import {
  asCopy,
  type PaperDocument,
  type PersonResolver,
} from '../../shared/documents/paper-document.ts';
import { periodReportDocument } from '../../shared/documents/period-slip.ts';
import {
  type ReceiptInput,
  type ReceiptLine,
  receiptDocument,
} from '../../shared/documents/receipt.ts';
import { type ReturnSlipInput, returnSlipDocument } from '../../shared/documents/return-slip.ts';
import { shiftReportDocument } from '../../shared/documents/shift-report.ts';
import { testPage } from '../../shared/documents/test-page.ts';
import { readZReport } from '../../shared/domain/shift/read-z-report.ts';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { fen } from '../../shared/kernel/money.ts';
import {
  HANDED_OVER_Z,
  MONTH,
  MONTH_OF_RESTORE,
  PLAIN_X,
  PLAIN_Z,
  Z_AFTER_RESTORE,
} from './sample-reports.ts';
import { SLIP_SAMPLES } from './sample-slips.ts';

const AT = Date.parse('2026-06-18T10:25:31+08:00');
const STORE = {
  name: '云桥家电',
  branch: '青山镇店',
  address: '青山镇人民路88号',
  phone: '0798-6543210',
};

const CLEAR = {
  name: '王小明',
  phone: '13800138000',
  address: '江西省景德镇市浮梁县青山镇石桥村三组18号 老供销社对面',
};
const MASKED = { name: '王**', phone: '138****8000', address: '青山镇石桥村' };

export const PERSON: PersonResolver = (span) => (span.masked ? MASKED : CLEAR)[span.field];

export function line(
  name: string,
  amounts: readonly [unit: number, discount: number, net: number],
  more: Partial<ReceiptLine> = {},
): ReceiptLine {
  const [unit, discount, net] = amounts;
  return {
    name,
    quantityMilli: 1000,
    unitLabel: '台',
    unitListFen: fen(unit),
    discountFen: fen(discount),
    netFen: fen(net),
    serials: [],
    note: '',
    ...more,
  };
}

const unit = (serialNumber: string) => ({
  serials: [{ role: 'unit' as const, serialNumber }],
});

/** The sample receipt of Chinese practice: one order discount shared by three lines, paid by WeChat. */
export const SAMPLE: ReceiptInput = {
  store: STORE,
  receiptNumber: '0001-01-000123',
  registerId: '01',
  registerSerial: null,
  journalSeq: null,
  verifyCode: '9F3A21C7',
  version: '1.0.0',
  cashier: '小李',
  completedAt: AT,
  customerId: null,
  lines: [
    line('TCL 冰箱 BCD-218 一级能效', [219_900, 33_616, 186_284], unit('0A12345678901234')),
    line('小天鹅 洗衣机 TB100', [129_900, 19_857, 110_043], unit('1B98765432109876')),
    line('电水壶 1.8L', [9_990, 1_527, 8_463]),
  ],
  itemCount: 3,
  listFen: fen(359_790),
  discounts: [{ name: '618每满300减50', amountFen: fen(55_000) }],
  roundingFen: fen(0),
  dueFen: fen(304_790),
  tenders: [{ name: '微信支付 (单号尾号 8362)', amountFen: fen(304_790) }],
  changeFen: null,
  warranty: {
    returnUntil: '2026-06-25' as BusinessDate,
    exchangeUntil: '2026-07-03' as BusinessDate,
    machineUntil: '2027-06-18' as BusinessDate,
  },
  delivery: [{ date: '2026-06-19', slot: 'morning', ticketNumber: 'T0001-000045' }],
  lookupCode: null,
  isTraining: false,
  isDemo: false,
  note: '',
};

const CASH: ReceiptInput = {
  ...SAMPLE,
  receiptNumber: '0001-01-000124',
  registerSerial: 'ZD-7F3A91',
  journalSeq: 4212,
  customerId: 'p1',
  lines: [
    line(
      '美的 空调 KFR-35GW/N8XHA1 新一级能效 大1.5匹 冷暖变频 壁挂式 (尊享版)',
      [359_900, 10_000, 349_900],
      {
        serials: [
          { role: 'outdoor', serialNumber: '0A12345678901234' },
          { role: 'indoor', serialNumber: '0B12345678901234' },
        ],
        note: '样机,外壳有划痕',
      },
    ),
    line('铜管 6/10 国标', [8_000, 0, 20_000], { quantityMilli: 2500, unitLabel: '米' }),
    line('遥控器 5m² ¥特价 镕𬭚', [1_990, 0, 3_980], { quantityMilli: 2000 }),
  ],
  itemCount: 4,
  listFen: fen(383_880),
  discounts: [{ name: '单品优惠 老顾客', amountFen: fen(10_000) }],
  roundingFen: fen(80),
  dueFen: fen(373_800),
  tenders: [{ name: '现金', amountFen: fen(380_000) }],
  changeFen: fen(6_200),
  lookupCode: 'YQ1|R|0001-01-000124',
  isDemo: true,
  note: '周六送,先打电话',
};

/** A 618 receipt: promotions that the store, a brand and a platform pay for, a gift, and a deduction by hand last. */
const PROMOTED: ReceiptInput = {
  ...CASH,
  receiptNumber: '0001-01-000125',
  lines: [
    line('TCL 冰箱 BCD-218 一级能效', [219_900, 42_770, 177_130], unit('0A12345678901234')),
    line('小天鹅 洗衣机 TB100', [129_900, 20_030, 109_870], unit('1B98765432109876')),
    line('电水壶 1.8L', [9_990, 9_990, 9_990], { quantityMilli: 2000, giftUnits: 1 }),
    line('电饭煲 3L', [19_900, 19_900, 0], { giftUnits: 1 }),
  ],
  itemCount: 5,
  listFen: fen(389_680),
  discounts: [
    { name: '冰箱直降100(品牌出资)', amountFen: fen(10_000) },
    { name: '满2000赠电饭煲', amountFen: fen(29_890) },
    { name: '618每满300减50(平台出资)', amountFen: fen(50_000) },
    { name: '单品优惠 老顾客', amountFen: fen(2_800) },
  ],
  roundingFen: fen(90),
  dueFen: fen(296_900),
  tenders: [{ name: '现金', amountFen: fen(300_000) }],
  changeFen: fen(3_100),
  lookupCode: 'YQ1|R|0001-01-000125',
  note: '',
};

const TICKET = installationTicketDocument({
  store: STORE,
  ticketNumber: 'T0001-000045',
  receiptNumber: '0001-01-000124',
  type: 'deliver_install',
  createdAt: AT,
  cashier: '小李',
  customerId: 'p1',
  date: '2026-06-19',
  slot: 'morning',
  note: '三楼 无电梯 先打电话',
  lines: [
    {
      name: '美的 空调 KFR-35GW/N8XHA1 新一级',
      quantityMilli: 1000,
      unitLabel: '台',
      serials: [
        { role: 'outdoor', serialNumber: '0A12345678901234' },
        { role: 'indoor', serialNumber: null },
      ],
    },
  ],
  dueOnSiteFen: null,
  scanCode: 'YQ1|T|T0001-000045|4F2A',
  acceptanceCode: '402913',
  isTraining: false,
  isDemo: false,
});

/** As the first form of the report was stored. */
const FIRST_FORM_Z = {
  zNumber: 12,
  shiftNumber: 12,
  registerId: '01',
  registerSerial: 'ZD-7F3A91',
  version: '1.0.0',
  businessDate: '2026-06-18',
  openedAt: AT - 7_200_000,
  closedAt: AT + 36_000_000,
  openedBy: '小李',
  closedBy: '小李',
  approvedBy: '王店长',
  firstReceipt: '0001-01-000101',
  lastReceipt: '0001-01-000123',
  saleCount: 23,
  itemCount: 41,
  listFen: fen(12_345_600),
  discountFen: fen(45_600),
  netFen: fen(12_300_000),
  roundingFen: fen(320),
  tenders: [{ kind: 'cash', count: 23, amountFen: fen(12_299_680) }],
  openingFloatFen: fen(50_000),
  cashInFen: fen(12_299_680),
  cashOutFen: fen(0),
  expectedFen: fen(12_349_680),
  countedFen: fen(12_349_000),
  overShortFen: fen(-680),
  reason: '找零多给',
  countPieces: [
    { fen: 10_000, count: 1_234 },
    { fen: 50, count: 180 },
  ],
  categories: [
    { category: '空调', unitMilli: 12_000, netFen: fen(3_600_000) },
    { category: '辅材', unitMilli: 12_500, netFen: fen(60_000) },
  ],
  noSaleCount: 1,
  reprintCount: 2,
  overrideCount: 0,
  discountCount: 3,
  clearedCartCount: 1,
  perpetualFen: 9_991_230_000,
  journalSeq: 4211,
  journalHash: '9f3a21c7deadbeef00112233',
};

/** An air conditioner that the government pays a part of, bought against a deposit; only the cash is rounded. */
const SUBSIDISED: ReceiptInput = {
  ...CASH,
  receiptNumber: '0001-01-000126',
  lines: [
    {
      name: '美的 KFR-35GW/N8XHA1 一级能效 变频冷暖',
      quantityMilli: 1000,
      unitLabel: '套',
      unitListFen: fen(289_907),
      discountFen: fen(10_000),
      netFen: fen(279_907),
      serials: [
        { role: 'outdoor', serialNumber: 'MD4W80123456' },
        { role: 'indoor', serialNumber: 'MD4N80123457' },
      ],
      note: '',
    },
  ],
  itemCount: 1,
  listFen: fen(289_907),
  discounts: [{ name: '618预售 定金200抵300', amountFen: fen(10_000) }],
  roundingFen: fen(1),
  dueFen: fen(279_906),
  aside: {
    subsidyFen: fen(41_986),
    depositFen: fen(20_000),
    payFen: fen(217_920),
    units: [
      {
        name: '美的 KFR-35GW/N8XHA1 一级能效 变频冷暖',
        serialNumber: 'MD4W80123456',
        grade: '1级',
        subsidyFen: fen(41_986),
        invoiceFen: fen(279_906),
      },
    ],
  },
  tenders: [{ name: '现金', amountFen: fen(220_000) }],
  changeFen: fen(2_080),
};

/** Every kind of sheet, by the name of its golden files. */
/** A split air conditioner of which the outdoor unit was damaged, and one of two kettles; a manager allowed it. */
const RETURN: ReturnSlipInput = {
  store: STORE,
  returnNumber: '0001-01-R000012',
  receiptNumber: '0001-01-000124',
  soldAt: AT,
  registerId: '01',
  registerSerial: 'ZD-7F3A11C0-01',
  journalSeq: 4412,
  verifyCode: '5D20C9AB',
  version: '1.0.0',
  cashier: '小李',
  approvedBy: '王店长',
  at: AT + 3 * 86_400_000,
  customerId: 'person-1',
  lines: [
    {
      name: '格力 KFR-35GW/NhGt1BGj 云佳 1.5匹 一级能效 变频冷暖',
      quantityMilli: 1000,
      unitLabel: '套',
      refundFen: fen(314_895),
      condition: 'damaged',
      serials: [
        { role: 'outdoor', serialNumber: 'GR4W80123456' },
        { role: 'indoor', serialNumber: 'GR4N80123457' },
      ],
    },
    {
      name: '苏泊尔 SW-15J413 电水壶',
      quantityMilli: 1000,
      unitLabel: '个',
      refundFen: fen(9_745),
      condition: 'restock',
      serials: [],
    },
    {
      name: '铜管 1.5匹 加厚',
      quantityMilli: 2500,
      unitLabel: '米',
      refundFen: fen(20_000),
      condition: 'restock',
      serials: [],
    },
    {
      name: '安装费',
      quantityMilli: 1000,
      unitLabel: '次',
      refundFen: fen(15_000),
      condition: null,
      serials: [],
    },
  ],
  refundFen: fen(359_640),
  reason: '有质量问题',
  cancelledTickets: ['T0001-000045'],
  keptTickets: ['T0001-000046'],
  lookupCode: 'YQ1|R|0001-01-000124',
  isDemo: false,
};

const COUPON_BACK = {
  name: '老街坊满100减30券',
  last4: 'RWN7',
  untilAt: Date.parse('2026-06-19T00:00:00+08:00'),
};

export const SAMPLES: Readonly<Record<string, (columns: 32 | 48) => PaperDocument>> = {
  'sample-receipt': () => receiptDocument(SAMPLE),
  'cash-receipt': () => receiptDocument(CASH),
  'promotion-receipt': () => receiptDocument(PROMOTED),
  'subsidy-receipt': () => receiptDocument(SUBSIDISED),
  'second-reprint': () => asCopy(receiptDocument(CASH), 2),
  'training-receipt': () => receiptDocument({ ...SAMPLE, isTraining: true }),
  'return-slip': () => returnSlipDocument(RETURN),
  'return-slip-coupon': () =>
    returnSlipDocument({ ...RETURN, revivedCoupons: [COUPON_BACK], spentCoupons: 'expired' }),
  'return-slip-reprint': () => asCopy(returnSlipDocument({ ...RETURN, isDemo: true }), 1),
  'installation-ticket': () => TICKET,
  'z-report-form-1': () => shiftReportDocument(readZReport(JSON.stringify(FIRST_FORM_Z))),
  'x-report': () => shiftReportDocument(PLAIN_X),
  'z-report': () => shiftReportDocument(PLAIN_Z),
  'z-report-handed-over': () => shiftReportDocument(HANDED_OVER_Z),
  'month-close': () => periodReportDocument(MONTH),
  'z-report-after-restore': () => shiftReportDocument(Z_AFTER_RESTORE),
  'month-close-of-restore': () => periodReportDocument(MONTH_OF_RESTORE),
  ...SLIP_SAMPLES,
  'test-page': (columns) =>
    testPage({
      storeName: STORE.name,
      columns,
      printer: '192.168.1.50:9100',
      version: '1.0.0',
      time: '2026-06-18 10:25:31',
    }),
};
