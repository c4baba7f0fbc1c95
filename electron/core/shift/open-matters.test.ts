import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenMatter } from '../../../shared/contract/shift.ts';
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
} from '../../../test/support/people-till.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { holdCart } from '../checkout/hold-cart.ts';
import { closeShift } from './close-shift.ts';
import { handOver, settleHandover } from './hand-over.ts';
import { openMatters } from './open-matters.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { shiftStanding } from './shift-standing.ts';
import { takeOver } from './take-over.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  taken(openShift(shop.till, cashier, { float: yuan(500) }));
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });
const matter = (kind: OpenMatter['kind']) =>
  openMatters(shop.till).find((one) => one.kind === kind) ?? null;

function count(amount: number): number {
  taken(startCount(shop.till, cashier));
  const attempt = shiftStanding(shop.till).shift?.attempt ?? 1;
  return taken(submitCount(shop.till, cashier, { count: yuan(amount), attempt })).seq;
}
function backUp(endedAt: number, outcome: 'done' | 'failed'): void {
  shop.till.db
    .prepare(
      `INSERT INTO backup_run (kind, reason, started_at, ended_at, outcome, folder, register_id, journal_seq,
         sale_count) VALUES ('backup', 'timer', ?, ?, ?, '/usb', '01', 1, 0)`,
    )
    .run(endedAt, endedAt, outcome);
}

describe('what is open when a shift ends', () => {
  it('names the sheets that did not come out, five of them and that there are more', () => {
    const sku = stock(shop.till, '风扇', 20_000);
    for (let i = 0; i < 6; i += 1) sell(shop.till, sku);
    expect(matter('unprinted')).toEqual({
      kind: 'unprinted',
      count: 6,
      blocks: false,
      detail: '0001-01-000001、0001-01-000002、0001-01-000003、0001-01-000004、0001-01-000005 …',
    });
    shop.till.db.exec("UPDATE print_job SET state = 'confirmed' WHERE kind = 'receipt'");
    expect(matter('unprinted')).toBeNull();
  });

  it('says nothing of a drawer kick, and nothing that could be somebody’s name', () => {
    const sku = stock(shop.till, '风扇', 20_000);
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
    taken(holdCart(shop.till, '张家湾王小明'));
    expect(matter('held_carts')).toMatchObject({ count: 1, detail: '', blocks: false });
    expect(matter('unprinted')).toBeNull();
  });

  it('counts a backup only since the day began, and only one that was done', () => {
    const openedAt = shop.till.clock.now();
    expect(matter('backup_missing')).toMatchObject({ count: 1, blocks: false });
    backUp(openedAt - 1, 'done');
    backUp(openedAt + 1, 'failed');
    expect(matter('backup_missing')).not.toBeNull();
    backUp(openedAt + 2, 'done');
    backUp(openedAt + 3, 'failed');
    expect(matter('backup_missing')).toBeNull();
  });

  it('lists the drawer that waits, then the dispute, until a manager settled it; the Z names it too', () => {
    const countSeq = count(500);
    taken(handOver(shop.till, cashier, { countSeq, reason: '' }));
    expect(matter('handover_waiting')).toMatchObject({ count: 1, detail: '01-1' });
    const { handoverId = '' } = shiftStanding(shop.till).handover ?? {};
    const taking = { handoverId, count: yuan(450), attempt: 1, dispute: '少五十' };
    taken(takeOver(shop.till, alone(MANAGER), taking));
    expect(matter('handover_waiting')).toBeNull();
    expect(matter('handover_disputed')).toMatchObject({ count: 1, detail: '01-1' });
    const close = { countSeq: count(450), reason: '' };
    const { report } = taken(closeShift(shop.till, cashier, close));
    expect(report.matters).toContainEqual({ kind: 'handover_disputed', count: 1 });
    const settling = { handoverId, bears: 'shop', note: '监控看过' } as const;
    taken(settleHandover(shop.till, alone(OWNER), settling));
    expect(matter('handover_disputed')).toBeNull();
  });

  it('never invents what it cannot know: payments without an outcome are not listed', () => {
    const kinds = openMatters(shop.till).map(({ kind }) => kind);
    expect(kinds).not.toContain('unknown_payments');
    expect(kinds).not.toContain('unconfirmed_tenders');
  });
});
