import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  MANAGER,
  outcome,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { auditStore } from '../journal/audit-store.ts';
import { closeShift } from './close-shift.ts';
import { handOver } from './hand-over.ts';
import { moveCash, undoMovement } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { shiftStanding } from './shift-standing.ts';
import { takeOver } from './take-over.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });
const open = () => openShift(shop.till, cashier, { float: yuan(500) });

function count(amount: number): number {
  taken(startCount(shop.till, cashier));
  const attempt = shiftStanding(shop.till).shift?.attempt ?? 1;
  return taken(submitCount(shop.till, cashier, { count: yuan(amount), attempt })).seq;
}
const payOut = () => ({
  requestId: 'request-1',
  kind: 'paid_out' as const,
  category: 'meals' as const,
  amountFen: 2_000,
  payee: '小吃店',
  slipNumber: '',
  note: '',
});

/** Each deed with what goes before it, and every table it writes. */
const DEEDS = {
  opening: {
    before: () => null,
    deed: open,
    tables: ['shift', 'shift_transition', 'drawer_event', 'journal', 'outbox'],
  },
  'a close with a difference': {
    before: () => {
      taken(open());
      sell(shop.till, stock(shop.till, '风扇', 20_000));
      count(698);
    },
    deed: () => closeShift(shop.till, alone(MANAGER), { countSeq: 1, reason: '' }),
    tables: [
      'drawer_event',
      'shift_transition',
      'journal',
      'journal_signature',
      'z_report',
      'z_shift',
      'print_job',
      'outbox',
    ],
  },
  'a handover': {
    before: () => {
      taken(open());
      count(499);
    },
    deed: () => handOver(shop.till, cashier, { countSeq: 1, reason: '' }),
    tables: ['drawer_event', 'shift_transition', 'journal', 'handover', 'print_job', 'outbox'],
  },
  'taking over': {
    before: () => {
      taken(open());
      taken(handOver(shop.till, cashier, { countSeq: count(500), reason: '' }));
    },
    deed: () => {
      const { handoverId = '' } = shiftStanding(shop.till).handover ?? {};
      const input = { handoverId, count: yuan(490), attempt: 1, dispute: '少了' };
      return takeOver(shop.till, alone(MANAGER), input);
    },
    tables: [
      'handover_count',
      'handover_answer',
      'shift',
      'shift_transition',
      'drawer_event',
      'journal',
      'print_job',
      'outbox',
    ],
  },
  'paying out': {
    before: () => taken(open()),
    deed: () => moveCash(shop.till, cashier, payOut()),
    tables: ['cash_movement', 'drawer_event', 'journal', 'print_job', 'outbox'],
  },
  'taking a movement back': {
    before: () => {
      taken(open());
      taken(moveCash(shop.till, cashier, payOut()));
    },
    deed: () => {
      const found = shop.till.db.prepare(
        'SELECT movement_id FROM cash_movement WHERE undoes IS NULL',
      );
      const movementId = found.pluck().get() as string;
      const undo = { requestId: 'request-2', movementId, note: '写错' };
      return undoMovement(shop.till, cashier, undo);
    },
    tables: ['cash_movement', 'drawer_event', 'journal', 'print_job', 'outbox'],
  },
} as const;

/** How many rows each table has: every fact is a row, and no fact is ever changed. */
function rowCounts(): Readonly<Record<string, number>> {
  const tables = shop.till.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((table) => [
      table,
      shop.till.db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number,
    ]),
  );
}

describe('a disk that fails in the middle', () => {
  const names = Object.keys(DEEDS) as (keyof typeof DEEDS)[];
  it.each(names)('of %s, at any table it writes, leaves nothing; then it can be done', (name) => {
    const { before, deed, tables } = DEEDS[name];
    before();
    const rows = rowCounts();
    for (const table of tables) {
      shop.till.db.exec(
        `CREATE TEMP TRIGGER fails BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      expect(deed, table).toThrow('disk full');
      expect(rowCounts(), table).toEqual(rows);
      shop.till.db.exec('DROP TRIGGER fails');
    }
    expect(outcome(deed())).toBe('done');
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });
});

describe('two screens at once', () => {
  it('submitting a count: the first one stands, the second looks first', () => {
    taken(open());
    taken(startCount(shop.till, cashier));
    const submit = (amount: number) =>
      submitCount(shop.till, cashier, { count: yuan(amount), attempt: 1 });
    expect(outcome(submit(500))).toBe('done');
    expect(outcome(submit(490))).toBe('count_superseded');
    expect(shop.till.db.prepare('SELECT count(*) FROM cash_count').pluck().get()).toBe(1);
  });

  it('closing: what one looked at is no longer the last count, and a shift closes once', () => {
    taken(open());
    count(490);
    taken(submitCount(shop.till, cashier, { count: yuan(500), attempt: 2 }));
    const close = (countSeq: number) =>
      closeShift(shop.till, alone(MANAGER), { countSeq, reason: '少了' });
    expect(outcome(close(1))).toBe('count_superseded');
    expect(outcome(close(2))).toBe('done');
    expect(outcome(close(2))).toBe('shift_not_open');
    expect(shop.till.db.prepare('SELECT count(*) FROM z_report').pluck().get()).toBe(1);
  });

  it('one closing while the other hands over: only the first happens', () => {
    taken(open());
    const countSeq = count(500);
    taken(handOver(shop.till, cashier, { countSeq, reason: '' }));
    expect(outcome(closeShift(shop.till, cashier, { countSeq, reason: '' }))).toBe(
      'shift_not_open',
    );
    expect(shop.till.db.prepare('SELECT count(*) FROM z_report').pluck().get()).toBe(0);
  });
});
