import { afterEach, describe, expect, it } from 'vitest';
import type { PrinterSettings } from '../../../shared/contract/printing.ts';
import { DEFAULT_SETTINGS } from '../../../shared/contract/system.ts';
import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { syncTill } from '../../../test/support/sync-till.ts';
import { firstBrokenEntry, lastEntry } from '../journal/journal-table.ts';
import type { PrinterFault, PrinterTransport, PrinterWork, PrintOutcome } from '../ports.ts';
import { insertRegister } from '../staff/store-table.ts';
import type { Deed } from '../till.ts';
import {
  insertDrawerJob,
  insertJob,
  jobById,
  listJobs,
  markSending,
  stuckCount,
} from './print-job-table.ts';
import { createPrintQueue, type PrintQueue } from './print-queue.ts';
import { abandonJob, printTestPage, reprint, retryJob } from './reprint.ts';

const DEED: Deed = {
  by: { staffId: asId('s1'), name: '小李', role: 'cashier' },
  approvedBy: null,
};

function slip(text: string): PaperDocument {
  return {
    version: 1,
    kind: 'receipt',
    copy: 0,
    blocks: [{ kind: 'text', text }, { kind: 'copy_mark' }, { kind: 'cut' }],
  };
}

/** A printer outside of our program that answers as it is told, and keeps what it took. */
function scriptedPrinter() {
  const taken: PrinterWork[] = [];
  const answers: PrintOutcome[] = [];
  const transport: PrinterTransport = {
    describe: () => 'scripted',
    write: async (work) => {
      const answer = answers.shift() ?? { state: 'confirmed' as const };
      if (answer.state !== 'failed') taken.push(work);
      return answer;
    },
    close: () => Promise.resolve(),
  };
  return { taken, answers, transport };
}

const failed = (fault: PrinterFault): PrintOutcome => ({ state: 'failed', fault });

const queues: PrintQueue[] = [];
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop();
});

function shop() {
  let now = 1_000_000;
  const till = syncTill({ now: () => now });
  insertRegister(till.db, { registerId: '01', serial: 'ZD-1', at: now });
  const printer = scriptedPrinter();
  let settings: PrinterSettings = DEFAULT_SETTINGS.printer;
  const setUp = (transport: PrinterSettings['transport']) => {
    settings = { ...settings, transport };
  };
  const start = (onError?: (error: unknown) => void) => {
    const queue = createPrintQueue(till, {
      transportFor: () => printer.transport,
      resolvePerson: () => null,
      settings: () => settings,
      ...(onError === undefined ? {} : { onError }),
    });
    queues.push(queue);
    return queue;
  };
  const add = (jobId: string, text = jobId) =>
    insertJob(till.db, {
      jobId,
      kind: 'receipt',
      ref: jobId,
      copy: 0,
      document: slip(text),
      at: now,
    });
  const later = (ms: number) => {
    now += ms;
  };
  return { till, printer, start, add, later, setUp };
}

describe('the print queue', () => {
  it('prints oldest first and keeps what the printer said', async () => {
    const { till, printer, start, add } = shop();
    printer.answers.push({ state: 'sent' });
    add('a');
    add('b');
    await start().idle();
    expect(printer.taken.map((work) => work.jobId)).toEqual(['a', 'b']);
    expect(jobById(till.db, 'a')?.state).toBe('sent');
    expect(jobById(till.db, 'b')?.state).toBe('confirmed');
  });

  it('leaves nothing in its way of a printer that never says what became of a sheet', async () => {
    const { till, printer, start, add } = shop();
    const sheets = Array.from({ length: 20 }, (_, i) => `sheet-${i}`);
    printer.answers.push(...sheets.map((): PrintOutcome => ({ state: 'sent' })));
    for (const sheet of sheets) add(sheet);
    const lying = (index: string, where: string) =>
      till.db
        .prepare(`SELECT count(*) FROM print_job INDEXED BY ${index} WHERE ${where}`)
        .pluck()
        .get();
    expect(lying('print_job_queued', `state = 'queued'`)).toBe(20);
    await start().idle();
    expect(sheets.map((sheet) => jobById(till.db, sheet)?.state)).toEqual(sheets.map(() => 'sent'));
    expect(lying('print_job_queued', `state = 'queued'`)).toBe(0);
    expect(lying('print_job_in_hand', `state = 'sent' AND finished_at IS NULL`)).toBe(0);
  });

  it('of a damaged store prints what it can read, and keeps what it cannot for a person', async () => {
    const { till, printer, start, add } = shop();
    add('a');
    add('b');
    till.db.exec(`UPDATE print_job SET document = '{"version":1,"blocks"' WHERE job_id = 'a'`);
    await start().idle();
    expect(printer.taken.map((work) => work.jobId)).toEqual(['b']);
    expect(listJobs(till.db, 10).find(({ jobId }) => jobId === 'a')).toMatchObject({
      state: 'failed',
      fault: 'unprintable',
    });
  });

  it.each([
    ['sheet', 0, 1],
    ['drawer kick that comes too late', 60_000, 0],
  ])(
    'of a damaged store that forgets what is written of a %s does nothing of it twice',
    async (what, lateMs, printed) => {
      const { till, printer, start, add, later } = shop();
      if (what === 'sheet') add('a');
      else insertDrawerJob(till.db, { jobId: 'a', ref: 'cash', at: 1_000_000 });
      later(lateMs);
      // As when the row is found by its place in the queue, and its number leads nowhere.
      till.db.exec(
        `CREATE TRIGGER lost BEFORE UPDATE ON print_job BEGIN SELECT RAISE(IGNORE); END`,
      );
      const told: unknown[] = [];
      const queue = start((error) => told.push(error));
      await queue.idle();
      queue.wake();
      await queue.idle();
      expect(printer.taken).toHaveLength(printed);
      expect(told.map(String)).toEqual([expect.stringContaining('print job a is queued')]);
    },
  );

  it('of a store that cannot be read goes on once it can', async () => {
    const { till, printer, start, add } = shop();
    add('a');
    const told: unknown[] = [];
    const queue = start((error) => told.push(error));
    till.db.exec('ALTER TABLE print_job RENAME TO gone'); // before its first look
    await queue.idle();
    expect(told).toHaveLength(1);
    till.db.exec('ALTER TABLE gone RENAME TO print_job');
    queue.wake();
    await queue.idle();
    expect(printer.taken.map((work) => work.jobId)).toEqual(['a']);
  });

  it('tries a slip again that the printer did not take, and journals the fault once', async () => {
    const { till, printer, start, add, later } = shop();
    printer.answers.push(failed('paper_out'), failed('paper_out'));
    add('a');
    const queue = start();
    await queue.idle();
    expect(jobById(till.db, 'a')).toMatchObject({ state: 'queued', fault: 'paper_out' });
    expect(queue.status()).toMatchObject({ state: 'trouble', fault: 'paper_out', stuckCount: 1 });
    for (let i = 0; i < 2; i += 1) {
      later(60_000);
      queue.wake();
      await queue.idle();
    }
    expect(jobById(till.db, 'a')).toMatchObject({ state: 'confirmed', fault: null, attempts: 3 });
    expect(queue.status()).toMatchObject({ state: 'ready', fault: null, stuckCount: 0 });
    expect(lastEntry(till.db, '01')).toMatchObject({ seq: 1, type: 'PRINTER_FAILURE' });
  });

  it('holds nothing against a printer that has just been set up', async () => {
    const { till, printer, start, add, setUp } = shop();
    printer.answers.push(failed('unreachable'));
    add('a');
    const queue = start();
    await queue.idle();
    expect(queue.status()).toMatchObject({ state: 'trouble', fault: 'unreachable' });
    abandonJob(till, { jobId: 'a' });
    setUp({ kind: 'tcp', host: '10.0.0.9', port: 9100 });
    expect(queue.status()).toMatchObject({ state: 'ready', fault: null, stuckCount: 0 });
  });

  it('gives up after its tries, and the next slip gets its turn', async () => {
    const { till, printer, start, add, later } = shop();
    printer.answers.push(...Array.from({ length: 8 }, () => failed('unreachable')));
    add('a');
    add('b');
    const queue = start();
    for (let i = 0; i < 9; i += 1) {
      await queue.idle();
      later(61_000);
      queue.wake();
    }
    await queue.idle();
    expect(jobById(till.db, 'a')).toMatchObject({ state: 'failed', attempts: 8 });
    expect(jobById(till.db, 'b')?.state).toBe('confirmed');
  });

  it('never prints again by itself what may have come out', async () => {
    const { till, printer, start, add, later } = shop();
    printer.answers.push({ state: 'unknown', fault: 'timed_out' });
    add('a');
    const queue = start();
    await queue.idle();
    later(600_000);
    queue.wake();
    await queue.idle();
    expect(printer.taken).toHaveLength(1);
    expect(jobById(till.db, 'a')).toMatchObject({ state: 'unknown', fault: 'timed_out' });
    expect(stuckCount(till.db)).toBe(1);
  });

  it('a slip in hand when the program died is unknown; a person has it printed or gives it up', async () => {
    const { till, printer, start, add } = shop();
    add('a');
    add('b');
    markSending(till.db, 'a');
    markSending(till.db, 'b');
    const queue = start();
    await queue.idle();
    expect(printer.taken).toHaveLength(0);
    expect(listJobs(till.db, 10).map((job) => job.state)).toEqual(['unknown', 'unknown']);
    expect(retryJob(till, { jobId: 'a' }).ok).toBe(true);
    expect(abandonJob(till, { jobId: 'b' }).ok).toBe(true);
    queue.wake();
    await queue.idle();
    expect(printer.taken.map((work) => work.jobId)).toEqual(['a']);
    expect(jobById(till.db, 'b')?.state).toBe('cancelled');
  });

  it('the drawer opens although the slip before it does not print', async () => {
    const { till, printer, start, add } = shop();
    printer.answers.push({ state: 'confirmed' }, failed('paper_out'));
    add('a');
    insertDrawerJob(till.db, { jobId: 'd', ref: 'a', at: till.clock.now() });
    await start().idle();
    expect(printer.taken.map((work) => [...work.bytes])).toEqual([[0x1b, 0x70, 0, 0x19, 0xfa]]);
    expect(jobById(till.db, 'a')?.state).toBe('queued');
  });

  it('a drawer that could not be opened in time stays shut', async () => {
    const { till, printer, start, later } = shop();
    insertDrawerJob(till.db, { jobId: 'd', ref: 'x', at: till.clock.now() });
    later(60_000);
    await start().idle();
    expect(printer.taken).toHaveLength(0);
    expect(jobById(till.db, 'd')?.state).toBe('cancelled');
  });

  it('a document that cannot be laid out is named and does not hold up the others', async () => {
    const { till, start, add } = shop();
    const broken = JSON.parse('{"version":1,"kind":"receipt","copy":0,"blocks":[{"kind":"pair"}]}');
    insertJob(till.db, {
      jobId: 'x',
      kind: 'receipt',
      ref: 'x',
      copy: 0,
      document: broken,
      at: till.clock.now(),
    });
    add('b');
    await start().idle();
    expect(jobById(till.db, 'x')).toMatchObject({ state: 'failed', fault: 'unprintable' });
    expect(jobById(till.db, 'b')?.state).toBe('confirmed');
  });
});

describe('reprints', () => {
  it('the paper and the journal say which reprint it is; the original has no mark', async () => {
    const { till, printer, start, add } = shop();
    add('sale-1', '销售小票');
    expect(reprint(till, DEED, { kind: 'receipt', ref: 'sale-1' })).toMatchObject({
      ok: true,
      value: { copy: 1 },
    });
    expect(reprint(till, DEED, { kind: 'receipt', ref: 'sale-1' })).toMatchObject({
      value: { copy: 2 },
    });
    await start().idle();
    const texts = printer.taken.map((work) => JSON.stringify(work.laidOut?.lines));
    expect(texts.map((text) => /补打 第(\d)次/.exec(text)?.[1])).toEqual([undefined, '1', '2']);
    expect(lastEntry(till.db, '01')).toMatchObject({ seq: 2, type: 'COPY', operator: 's1' });
    expect(firstBrokenEntry(till.db, '01')).toBeNull();
  });

  it('refuses what was never printed, what is not there and what is not stuck', () => {
    const { till, add } = shop();
    add('a');
    expect(reprint(till, DEED, { kind: 'receipt', ref: 'nothing' })).toMatchObject({
      refusal: { code: 'nothing_to_print' },
    });
    expect(retryJob(till, { jobId: 'nothing' })).toMatchObject({
      refusal: { code: 'job_not_found' },
    });
    expect(abandonJob(till, { jobId: 'a' })).toMatchObject({ refusal: { code: 'job_not_stuck' } });
  });

  it('a test page prints for the printer that is set up', async () => {
    const { till, printer, start } = shop();
    const { jobId } = printTestPage(till, DEFAULT_SETTINGS.printer);
    await start().idle();
    expect(printer.taken[0]?.jobId).toBe(jobId);
    expect(printer.taken[0]?.laidOut?.columns).toBe(48);
  });
});
