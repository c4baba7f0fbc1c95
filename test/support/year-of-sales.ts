import {
  insertCashTender,
  insertSale,
  insertSoldLine,
  insertSoldUnit,
  insertStockMovement,
  nextReceiptSeq,
  type SoldLine,
} from '../../electron/core/checkout/sale-table.ts';
import { type Database, inTransaction } from '../../electron/core/db/open.ts';
import { appendEntry } from '../../electron/core/journal/journal-table.ts';
import { insertDrawerJob, insertJob } from '../../electron/core/printing/print-job-table.ts';
import { insertDrawerEvent } from '../../electron/core/shift/drawer-table.ts';
import {
  insertShift,
  insertTransition,
  lastShiftOf,
  transitionsOf,
} from '../../electron/core/shift/shift-table.ts';
import { storeOf } from '../../electron/core/staff/store-table.ts';
import { insertFact } from '../../electron/core/sync/outbox-table.ts';
import { createDice, type Dice } from '../../electron/play-day/dice.ts';
import { type Sellable, sellables } from '../../electron/play-day/sellable-table.ts';
import { receiptNumber } from '../../shared/domain/sale/receipt-number.ts';
import { businessDate, DEFAULT_CUTOFF_MINUTES } from '../../shared/kernel/business-date.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { asId, type ShiftId } from '../../shared/kernel/ids.ts';
import { fen } from '../../shared/kernel/money.ts';

const REGISTER = '01';
const CASHIER = 'demo-cashier';
const DAY_MS = 86_400_000;
const FLOAT = fen(50_000);
const FLOAT_PIECES = [{ fen: fen(500), count: 100 }];

/**
 * Writes a past of `count` sales over `days` days into a demo store whose own shift is closed or not open yet: whole
 * sales with lines, units, tender, stock, drawer, journal chain, printed paper and arrived facts, straight into the
 * tables. The papers are shorter than real ones. Ends before `now` with every shift closed.
 */
export function writePast(
  db: Database,
  past: {
    readonly count: number;
    readonly days: number;
    readonly now: number;
    readonly seed: number;
    /** Called for each day once its shift is closed, in the day's transaction. */
    readonly onDay?: (shiftId: string, closedAt: number) => void;
  },
): void {
  const dice = createDice(past.seed);
  const goods = soldGoods(db);
  const perDay = Math.ceil(past.count / past.days);
  let left = past.count;
  for (let day = 0; left > 0; day += 1) {
    const openedAt = past.now - (past.days - day + 1) * DAY_MS;
    const sales = Math.min(perDay, left);
    inTransaction(db, () => {
      const { shiftId, closedAt } = writeDay(db, dice, goods, { openedAt, sales });
      past.onDay?.(shiftId, closedAt);
    });
    left -= sales;
  }
  db.prepare(`UPDATE outbox SET state = 'acknowledged', settled_at = created_at`).run();
  // Half of it came from a printer that never says what became of a sheet.
  db.prepare(
    `UPDATE print_job SET state = CASE seq % 2 WHEN 0 THEN 'sent' ELSE 'confirmed' END, finished_at = created_at`,
  ).run();
}

function writeDay(
  db: Database,
  dice: Dice,
  goods: readonly Sellable[],
  day: { readonly openedAt: number; readonly sales: number },
): { readonly shiftId: ShiftId; readonly closedAt: number } {
  const { openedAt: at } = day;
  const shiftId = asId<ShiftId>(`past-${at}`);
  const number = (lastShiftOf(db, REGISTER)?.number ?? 0) + 1;
  insertShift(db, {
    shiftId,
    registerId: REGISTER,
    number,
    businessDate: businessDate(at, DEFAULT_CUTOFF_MINUTES),
    openedAt: at,
    openedBy: CASHIER,
    openingFloat: FLOAT,
    pieces: FLOAT_PIECES,
  });
  const stamp = { registerId: REGISTER, startedAt: at, endedAt: at, operator: CASHIER };
  const opened = {
    shiftId,
    number,
    businessDate: businessDate(at, DEFAULT_CUTOFF_MINUTES),
    floatFen: FLOAT,
  };
  appendEntry(db, { ...stamp, type: 'SHIFT_OPEN', payload: { ...opened, pieces: FLOAT_PIECES } });
  insertTransition(db, { shiftId, seq: 1, state: 'open', at, by: CASHIER });
  insertDrawerEvent(db, { shiftId, kind: 'open_float', amountFen: FLOAT, at, by: CASHIER });
  writeDaySales(db, dice, goods, { ...day, shiftId });
  const closedAt = at + 11 * 3_600_000;
  insertTransition(db, { shiftId, seq: 2, state: 'counting', at: closedAt, by: CASHIER });
  insertTransition(db, { shiftId, seq: 3, state: 'closed', at: closedAt, by: CASHIER });
  appendEntry(db, {
    ...{ ...stamp, type: 'SHIFT_CLOSE', startedAt: closedAt, endedAt: closedAt },
    payload: { shiftId, number, overShortFen: 0, transitions: transitionsOf(db, shiftId) },
  });
  return { shiftId, closedAt };
}

/** Writes `count` sales into a shift that is open, over ten hours from `openedAt` on. */
export function writeSalesOf(
  db: Database,
  day: {
    readonly shiftId: string;
    readonly openedAt: number;
    readonly sales: number;
    readonly seed: number;
  },
): void {
  const goods = soldGoods(db);
  inTransaction(db, () => writeDaySales(db, createDice(day.seed), goods, day));
}

function writeDaySales(
  db: Database,
  dice: Dice,
  goods: readonly Sellable[],
  day: { readonly shiftId: string; readonly openedAt: number; readonly sales: number },
): void {
  const step = Math.floor((10 * 3_600_000) / day.sales);
  for (let i = 0; i < day.sales; i += 1) {
    const lines = Array.from({ length: dice.between(1, 3) }, () => dice.pick(goods));
    writeSale(db, { shiftId: day.shiftId, at: day.openedAt + i * step, lines });
  }
}

function soldGoods(db: Database): readonly Sellable[] {
  return sellables(db).filter((good) => good.kind === 'goods' && (good.listFen ?? 0) > 0);
}

type PastSale = {
  readonly shiftId: string;
  readonly at: number;
  readonly lines: readonly Sellable[];
};

function writeSale(db: Database, past: PastSale): void {
  const store = storeOf(db);
  const epoch = store?.epoch ?? 1;
  const receiptSeq = nextReceiptSeq(db, REGISTER, epoch);
  const saleId = `past-sale-${epoch}-${String(receiptSeq).padStart(7, '0')}`; // rises, as real ids do
  const netFen = fen(past.lines.reduce((sum, line) => sum + (line.listFen ?? 0), 0));
  const head = {
    saleId,
    requestId: `past-request-${epoch}-${receiptSeq}`,
    cartId: `past-cart-${epoch}-${receiptSeq}`,
    registerId: REGISTER,
    epoch,
    receiptSeq,
    receiptNumber: receiptNumber(store?.storeId ?? '', REGISTER, receiptSeq),
    businessDate: businessDate(past.at, DEFAULT_CUTOFF_MINUTES),
    shiftId: past.shiftId,
    cashierId: CASHIER,
    personId: null,
    startedAt: past.at,
    completedAt: past.at,
    listFen: netFen,
    discountFen: fen(0),
    netFen,
    roundingFen: fen(0),
    dueFen: netFen,
    allocation: 'v1',
  };
  const tender = { amountFen: netFen, tenderedFen: netFen, changeFen: fen(0) };
  const lines = past.lines.map(soldLine);
  const stamp = { registerId: REGISTER, startedAt: past.at, endedAt: past.at, operator: CASHIER };
  const { cartId } = head;
  const { seq: startSeq } = appendEntry(db, { ...stamp, type: 'SALE_START', payload: { cartId } });
  const fact = { ...head, lines: lines.map(lineFact), tenders: [{ kind: 'cash', ...tender }] };
  const payload = { ...fact, startSeq };
  const entry = appendEntry(db, { ...stamp, type: 'SALE', payload });
  insertSale(db, { ...head, note: '', journalSeq: entry.seq, journalHash: entry.hash });
  for (const line of lines) {
    const { position, netFen: unitFen } = line;
    insertSoldLine(db, saleId, line);
    const whole = { roundingFen: fen(0), subsidyFen: fen(0) };
    insertSoldUnit(db, saleId, { position, unit: 1, netFen: unitFen, ...whole });
    insertStockMovement(db, {
      sku: line.sku,
      quantityMilli: -1000,
      reason: 'sale',
      ref: saleId,
      at: past.at,
    });
  }
  insertCashTender(db, saleId, tender);
  const drawer = { shiftId: past.shiftId, ref: saleId, at: past.at, by: CASHIER };
  insertDrawerEvent(db, { ...drawer, kind: 'cash_sale', amountFen: netFen });
  insertDrawerJob(db, { jobId: `${saleId}-drawer`, ref: saleId, at: past.at });
  insertJob(db, {
    jobId: `${saleId}-receipt`,
    kind: 'receipt',
    ref: saleId,
    copy: 0,
    document: {
      version: 1,
      kind: 'receipt',
      copy: 0,
      blocks: [{ kind: 'text', text: head.receiptNumber }],
    },
    at: past.at,
  });
  const body = canonicalJson(fact);
  insertFact(db, { factId: saleId, kind: 'sale', registerId: REGISTER, body, createdAt: past.at });
}

function soldLine(good: Sellable, index: number): SoldLine {
  const listFen = fen(good.listFen ?? 0);
  return {
    position: index + 1,
    sku: good.sku,
    name: `${good.brand}${good.category}`,
    model: good.code,
    brand: good.brand,
    category: good.category,
    kind: good.kind,
    unitLabel: good.unitLabel,
    energyGrade: null,
    quantityMilli: 1000,
    unitListFen: listFen,
    listFen,
    netFen: listFen,
    adjustments: '[]',
    handover: 'carry_out',
    note: '',
  };
}

/** A line as the journal and the cloud keep it. */
function lineFact({ note: _, ...line }: SoldLine): Readonly<Record<string, unknown>> {
  return { ...line, adjustments: [], unitNets: [line.netFen], serials: [] };
}
