import type { CloudDatabase } from '../../cloud/database.ts';
import { standingAlarms } from '../../cloud/journal-alarm-table.ts';
import { chainEnd } from '../../cloud/journal-copy-table.ts';
import { appendEntry, eachEntry } from '../../electron/core/journal/journal-table.ts';
import { uploadCursors } from '../../electron/core/sync/journal-upload-table.ts';
import type { Till } from '../../electron/core/till.ts';
import type { JournalAnswer, JournalPush } from '../../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH } from '../../shared/domain/journal/journal-entry.ts';

const REGISTERS = ['01', '01QXF'];

/** A register and the lane that followed it after a restore: both have a chain of their own. */
export function openRegisters(till: Till): void {
  const insert = till.db.prepare('INSERT INTO register VALUES (?, ?, ?)');
  for (const [i, registerId] of REGISTERS.entries()) insert.run(registerId, `serial-${i}`, i);
}

/** A few entries, as a sale leaves them behind; now and then on the old register too, as a replay does. */
export function journalise(till: Till, chance: () => number): void {
  const count = 1 + Math.floor(chance() * 3);
  for (let n = 0; n < count; n += 1) {
    const registerId = chance() < 0.8 ? '01QXF' : '01';
    const times = { startedAt: 1, endedAt: Math.floor(chance() * 1e12) };
    const payload = { note: 'x'.repeat(Math.floor(chance() * 40)) };
    appendEntry(till.db, { registerId, type: 'SALE', ...times, operator: 'li', payload });
  }
}

/** Somebody alters an entry that has long been sent, and goes on selling. */
export function changeHistory(till: Till): void {
  const last = uploadCursors(till.db).find(({ seq }) => seq > 1);
  if (!last) return;
  till.db.exec('DROP TRIGGER IF EXISTS journal_no_update');
  till.db
    .prepare('UPDATE journal SET hash = ? WHERE register_id = ? AND seq = ?')
    .run('e'.repeat(64), last.registerId, last.seq);
}

/** Whether the till believes that all of its journal is in the cloud, or that somebody has to look. */
export function isUploaded(till: Till): boolean {
  return uploadCursors(till.db).every(({ seq, lastSeq, fork }) => fork !== null || seq === lastSeq);
}

/** The answer of a cloud that kept the whole run. */
export function allKept(run: JournalPush): JournalAnswer {
  const last = run.entries.at(-1);
  return { status: 'kept', ackedSeq: last?.seq ?? 0, ackedHash: last?.hash ?? FIRST_PREV_HASH };
}

/** J9: the cloud's copy of every register is the till's journal, entry for entry, and nothing alarmed. */
export async function compareJournals(
  db: CloudDatabase,
  { till, origin }: { readonly till: Till; readonly origin: { readonly storeId: string } },
): Promise<readonly string[]> {
  const { storeId } = origin;
  const broken: string[] = [];
  for (const cursor of uploadCursors(till.db)) {
    const { registerId } = cursor;
    const ours = [...eachEntry(till.db, registerId)].map((entry) => `${entry.seq} ${entry.hash}`);
    const rows = await db
      .selectFrom('journal_entry')
      .select(['seq', 'hash'])
      .where('store_id', '=', storeId)
      .where('register_id', '=', registerId)
      .orderBy('seq')
      .execute();
    const theirs = rows.map((row) => `${row.seq} ${row.hash}`);
    if (ours.join() !== theirs.join()) broken.push(`the journal of ${registerId} is all there`);
    const end = await chainEnd(db, { storeId, registerId });
    if ((end?.lastSeq ?? 0) !== rows.length) broken.push(`the end of ${registerId} is its last`);
    if ((end?.saleCount ?? 0) !== rows.length)
      broken.push(`the sales of ${registerId} are counted`);
    if (cursor.fork) broken.push(`nothing is in the way of ${registerId}`);
  }
  const alarms = await standingAlarms(db, storeId);
  if (alarms.length > 0) broken.push('no alarm stands');
  return broken;
}
