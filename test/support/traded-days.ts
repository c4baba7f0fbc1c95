import { currentCart } from '../../electron/core/checkout/current-cart.ts';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import { practiseSale } from '../../electron/core/checkout/practise-sale.ts';
import { announceSigningKey } from '../../electron/core/journal/signature-table.ts';
import { openDrawer } from '../../electron/core/printing/open-drawer.ts';
import { returnGoods } from '../../electron/core/returns/return-goods.ts';
import { closeShift } from '../../electron/core/shift/close-shift.ts';
import { handOver, settleHandover } from '../../electron/core/shift/hand-over.ts';
import { moveCash, undoMovement } from '../../electron/core/shift/move-cash.ts';
import { openShift } from '../../electron/core/shift/open-shift.ts';
import { startCount, submitCount } from '../../electron/core/shift/shift.ts';
import { takeOver } from '../../electron/core/shift/take-over.ts';
import type { Actor } from '../../electron/core/till.ts';
import { asId } from '../../shared/kernel/ids.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from './people-till.ts';

const HOUR = 3_600_000;
const TRAINER: Actor = { staffId: asId('demo-trainer'), name: '小周', role: 'trainer' };
/** A shop whose cash is always this float and what came in: counted in loose fen, which any amount can be. */
const FLOAT_FEN = 50_000;

/** A till on which time goes by as the test says. */
export type TradingShop = Pick<PeopleTill, 'till' | 'pass'>;

/**
 * A shop that traded for `days` days up to the first days of June 2026, so that a month is closed on the way:
 * `salesADay` sales each, returns, cash in and out, a practised sale, a drawer opened without a sale, a handover that
 * was taken and one that was disputed and settled, a count that differs, and a signed close each evening. The last
 * day is still open when `isLastOpen`.
 */
export function tradedDays(size: {
  readonly days: number;
  readonly salesADay: number;
  readonly isLastOpen?: boolean;
}): PeopleTill {
  const lastMorning = Date.parse('2026-06-02T09:00:00+08:00');
  const shop = peopleTill(lastMorning - (size.days - 1) * 24 * HOUR);
  shop.till.db.pragma('synchronous = OFF');
  announceSigningKey(shop.till);
  const goods = [
    stock(shop.till, '电水壶', 9_900),
    stock(shop.till, '电饭煲', 19_950),
    stock(shop.till, '风扇', 12_345),
  ];
  for (let day = 1; day <= size.days; day += 1) {
    const begun = shop.till.clock.now();
    const isOpen = size.isLastOpen === true && day === size.days;
    for (const _ of dayOfTrade(shop, goods, { day, sales: size.salesADay, isOpen }));
    if (!isOpen) shop.pass(begun + 24 * HOUR - shop.till.clock.now());
  }
  return shop;
}

/** One day of such a shop, which stands still before and after each sale; `isOpen` leaves the shift open. */
export function* dayOfTrade(
  shop: TradingShop,
  goods: readonly string[],
  {
    day,
    sales,
    isOpen,
  }: { readonly day: number; readonly sales: number; readonly isOpen: boolean },
): Generator<'customer' | 'sold', void> {
  taken(openShift(shop.till, alone(CASHIER), { float: loose(FLOAT_FEN) }));
  const sold: string[] = [];
  for (let i = 0; i < sales; i += 1) {
    shop.pass(60_000);
    yield 'customer';
    sold.push(sell(shop.till, goods[(i + day) % goods.length] ?? '', i % 3 === 0 ? 100_000 : null));
    yield 'sold';
    if (i === Math.floor(sales / 2) && day % 2 === 0) handDrawerOver(shop, day);
  }
  for (const saleId of sold.slice(0, 2)) bringBack(shop, saleId);
  moveSomeCash(shop);
  taken(openDrawer(shop.till, alone(MANAGER), { reason: '换零钱' }));
  practise(shop, goods[0] ?? '');
  if (isOpen) return;
  shop.pass(8 * HOUR);
  closeTheDay(shop, day === 1 ? -300 : 0);
}

/** Counts the drawer, with a difference that has a reason, and closes the day. */
export function closeTheDay(shop: TradingShop, differenceFen: number): void {
  const countSeq = countDrawer(shop, differenceFen);
  const reason = differenceFen === 0 ? '' : '找错零';
  taken(closeShift(shop.till, alone(CASHIER), { countSeq, reason }));
}

/** A handover on even days: counted the same, or on every fourth day disputed and settled. */
function handDrawerOver(shop: TradingShop, day: number): void {
  const { till } = shop;
  const countSeq = countDrawer(shop, 0);
  const { handover } = taken(handOver(till, alone(CASHIER), { countSeq, reason: '' }));
  const isDisputed = day % 4 === 0;
  const { handoverId } = handover;
  const handed = drawerFen(shop);
  if (isDisputed) {
    const count = loose(handed - 1_000);
    taken(takeOver(till, alone(MANAGER), { handoverId, count, attempt: 1, dispute: null }));
    taken(takeOver(till, alone(MANAGER), { handoverId, count, attempt: 2, dispute: '少了十块' }));
    taken(settleHandover(till, alone(OWNER), { handoverId, bears: 'shop', note: '店里承担' }));
  } else {
    const count = loose(handed);
    taken(takeOver(till, alone(MANAGER), { handoverId, count, attempt: 1, dispute: null }));
  }
}

function countDrawer(shop: TradingShop, differenceFen: number): number {
  taken(startCount(shop.till, alone(CASHIER)));
  const count = loose(drawerFen(shop) + differenceFen);
  return taken(submitCount(shop.till, alone(CASHIER), { count, attempt: 1 })).seq;
}

function drawerFen(shop: TradingShop): number {
  return (
    shop.till.db
      .prepare<[], { fen: number }>(
        `SELECT coalesce(sum(amount_fen), 0) AS fen FROM drawer_event WHERE shift_id =
           (SELECT shift_id FROM shift ORDER BY opened_at DESC, number DESC LIMIT 1)`,
      )
      .get()?.fen ?? 0
  );
}

function bringBack(shop: TradingShop, saleId: string): void {
  const unit = shop.till.db
    .prepare<[string], { paid: number }>(
      'SELECT net_fen - rounding_fen AS paid FROM sale_unit WHERE sale_id = ?',
    )
    .get(saleId);
  taken(
    returnGoods(shop.till, alone(MANAGER), {
      requestId: shop.till.random.uuid(),
      saleId,
      units: [{ position: 1, unit: 1, condition: 'restock' }],
      reason: '不想要了',
      expectedRefundFen: unit?.paid ?? 0,
    }),
  );
}

function moveSomeCash(shop: TradingShop): void {
  const move = { payee: '老王', slipNumber: '', note: '送货运费' };
  const requestId = () => shop.till.random.uuid();
  const freight = { kind: 'paid_out', category: 'freight', amountFen: 2_000, ...move } as const;
  taken(moveCash(shop.till, alone(MANAGER), { requestId: requestId(), ...freight }));
  const again = { requestId: requestId(), ...freight };
  const { movementId } = taken(moveCash(shop.till, alone(MANAGER), again));
  const undo = { requestId: requestId(), movementId, note: '记重了' };
  taken(undoMovement(shop.till, alone(MANAGER), undo));
}

function practise(shop: TradingShop, sku: string): void {
  const { till } = shop;
  taken(addItem(till, TRAINER, { sku, quantityMilli: 1000 }));
  const cart = currentCart(till, TRAINER);
  const payment = {
    requestId: till.random.uuid(),
    cartId: cart.cartId ?? '',
    expectedDueFen: cart.dueFen,
    tenderedFen: null,
  };
  taken(practiseSale(till, TRAINER, payment));
}

function loose(fen: number) {
  return { pieces: {}, otherFen: fen };
}
