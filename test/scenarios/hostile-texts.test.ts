import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { PREVIEW_FORMATS, previewDocument } from '../../electron/core/printing/preview.ts';
import { personOnPaper } from '../../electron/core/staff/person-on-paper.ts';
import type { PaperDocument } from '../../shared/documents/paper-document.ts';
import { type Caller, type DemoTill, demoTill, stockItem } from '../support/demo-till.ts';
import { outcome, taken } from '../support/people-till.ts';

// Whatever is typed where a text is asked for, it is text: on paper, in a file, in the journal.

const TEXTS: Readonly<Record<string, string>> = {
  markup: '<img src=x onerror=alert(1)>',
  formula: '=CMD|"/C calc"!A0',
  'printer commands': '甲\u001b@\u001bp\u0000\u0019\u001dV\u0000乙',
  'a line of its own': '合计\n￥9999.00\r\n',
  'turned around': '\u202E001元收\u202C',
  emoji: '👨‍👩‍👧‍👦🇨🇳😀',
  'rare characters': '㼆𬭚𠀀龘',
  template: '{{amount}} %s',
  sql: "'); DROP TABLE sale; --",
  'a name of an object': '__proto__',
};
const PHONE = '13987654321';

let demo: DemoTill;
let li: Caller;
let boss: Caller;
beforeAll(async () => {
  demo = await demoTill();
  stockItem(demo.till, { sku: 'PAN', listFen: 1_000 });
  li = await demo.signIn('cashier');
  boss = await demo.signIn('manager');
});
afterAll(() => demo.close());

const requestId = () => crypto.randomUUID();
const cut = (text: string, most: number) => [...text].slice(0, most).join('');

/** Everything a person types on one day, all of it `text`. */
async function dayOf(text: string, slipNumber = cut(text, 40)): Promise<void> {
  taken(await li.cart.addItem({ sku: 'PAN' }));
  const cart = await li.cart.current();
  const pay = { cartId: cart.cartId ?? '', expectedDueFen: cart.dueFen, tenderedFen: null };
  const { saleId } = taken(await li.checkout.payCash({ ...pay, requestId: requestId() }));
  const units = [{ position: 1, unit: 1, condition: 'damaged' as const }];
  const reason = cut(text, 50);
  const back = { saleId, units, expectedRefundFen: 1_000 };
  taken(await boss.returns.create({ ...back, reason, requestId: requestId() }));
  const spent = { kind: 'paid_out', category: 'other_out', amountFen: 100 } as const;
  const about = { payee: cut(text, 40), note: text, slipNumber };
  const paid = taken(await boss.cash.move({ ...spent, ...about, requestId: requestId() }));
  const { movementId } = paid;
  taken(await boss.cash.undo({ requestId: requestId(), movementId, note: text }));
  taken(await boss.shift.startCount());
  const attempt = (await boss.shift.state())?.attempt ?? 1;
  const count = (fen: number) => ({ pieces: {}, otherFen: fen });
  const { seq } = taken(await boss.shift.submitCount({ count: count(40_000), attempt }));
  const out = taken(await boss.shift.handOver({ countSeq: seq, reason: text }));
  const { handoverId } = out.handover;
  const taking = { handoverId, count: count(50_000), attempt: 1, dispute: text };
  taken(await li.shift.takeOver(taking));
  taken(await boss.shift.settleHandover({ handoverId, bears: 'shop', note: text }));
}

const papers = () =>
  demo.till.db
    .prepare("SELECT kind, document FROM print_job WHERE kind <> 'drawer' AND document IS NOT NULL")
    .all() as readonly { kind: string; document: string }[];

describe('text that is no honest text', () => {
  it.each(Object.entries(TEXTS))('%s goes through a whole day as text', async (_, text) => {
    await dayOf(text);
  });

  it('too long is refused before anything is done', async () => {
    const long = '长'.repeat(10_000);
    const spent = { kind: 'paid_out', category: 'other_out', amountFen: 100 } as const;
    const ask = (about: object) =>
      boss.cash.move({ ...spent, payee: '某人', requestId: requestId(), ...about });
    for (const about of [{ payee: long }, { note: long }, { slipNumber: long }]) {
      await expect(ask(about)).rejects.toThrow();
    }
    await expect(boss.shift.close({ countSeq: 1, reason: long })).rejects.toThrow();
    await expect(boss.returns.find({ text: long })).rejects.toThrow();
    expect(outcome(await ask({ note: '好' }))).toBe('done');
  });

  it('prints in every form, gives the printer no command of its own and no line', async () => {
    const options = { columns: 48, person: personOnPaper(demo.till) } as const;
    const kinds = new Set<string>();
    for (const { kind, document } of papers()) {
      const first = !kinds.has(kind);
      kinds.add(kind);
      const paper = JSON.parse(document) as PaperDocument;
      for (const format of first ? PREVIEW_FORMATS : (['text', 'escpos'] as const)) {
        const bytes = Buffer.from(await previewDocument(paper, kind, { ...options, format }));
        expect(bytes.length, `${kind} ${format}`).toBeGreaterThan(100);
        if (format === 'text') {
          expect(bytes.toString('utf8').replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
          expect(bytes.toString('utf8')).not.toMatch(/^￥9999/m);
        }
        // A drawer is opened by a job of its own alone, never from within a text.
        if (format === 'escpos') expect(bytes.includes('\u001bp\u0000\u0019')).toBe(false);
      }
    }
    expect([...kinds].sort()).toEqual(['cash_slip', 'handover_slip', 'receipt', 'return_slip']);
  }, 60_000);

  it('runs nothing in a file of a report', async () => {
    const period = { from: '2026-06-18', to: '2026-06-18' };
    for (const name of ['over_short', 'returns'] as const) {
      const file = taken(await boss.reports.export({ name, ...period, format: 'csv' }));
      const text = Buffer.from(file.base64, 'base64').toString('utf8');
      expect(text).not.toMatch(/(^|[,\n])"?[=@+]/);
    }
  });

  it('with a phone number in it is not sent on, nor kept in the journal', async () => {
    const reason = `打给${PHONE}`;
    await dayOf(reason, 'B7');
    taken(await boss.shift.startCount());
    const attempt = (await boss.shift.state())?.attempt ?? 1;
    const count = { pieces: {}, otherFen: 0 };
    const { seq } = taken(await boss.shift.submitCount({ count, attempt }));
    taken(await boss.shift.close({ countSeq: seq, reason }));
    const containing = (column: string, table: string) =>
      demo.till.db.prepare(`SELECT * FROM ${table} WHERE instr(${column}, ?) > 0`).all(PHONE);
    expect(containing('payload', 'journal')).toEqual([]);
    expect(containing('body', 'outbox')).toEqual([]);
  });

  it('leaves a store in which everything still agrees', () => {
    expect(auditStore(demo.till.db).faults).toEqual([]);
    expect(verifyStore(demo.till.db).firstBad).toBeNull();
  });
});
