import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acknowledgeArchive,
  prepareArchive,
  purgeJournal,
  recordArchive,
} from '../../electron/core/journal/archive.ts';
import { checkArchive } from '../../electron/core/journal/check-archive.ts';
import { eachEntry, lastEntry } from '../../electron/core/journal/journal-table.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { OWNER, outcome, type PeopleTill, taken } from '../support/people-till.ts';
import { tradedDays } from '../support/traded-days.ts';
import { ENDS } from '../support/waited-program.ts';

const YEAR = 365 * 86_400_000;
const JSON_LINE = /^\{.*\}$/;
let shop: PeopleTill;
let folder = '';
let lines: readonly string[] = [];
let file = '';
beforeAll(() => {
  shop = tradedDays({ days: 5, salesADay: 6, isLastOpen: true });
  folder = mkdtempSync(join(tmpdir(), 'zhendian-archive-'));
  file = archive('whole.jsonl.gz', null).file;
  lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
});
afterAll(() => {
  shop.remove();
  rmSync(folder, { recursive: true, force: true });
});

function archive(name: string, through: string | null) {
  const order = {
    ...{ file: join(folder, name), through, archiveId: shop.till.random.uuid() },
    by: OWNER.staffId,
  };
  return recordArchive(shop.till, OWNER, order, taken(prepareArchive(shop.till, order)));
}

/** What the checker beside the archive says of a file, in a process that knows nothing of this program. */
function checkAlone(path: string): Record<string, unknown> & { line: number | null } {
  const run = spawnSync(process.execPath, [join(folder, 'check.mjs'), path, '--json'], {
    encoding: 'utf8',
    ...ENDS,
  });
  expect(run.stderr).toBe('');
  const verdict = JSON.parse(run.stdout) as { ok: boolean; line: number | null };
  expect(run.status).toBe(verdict.ok ? 0 : 1);
  return verdict as ReturnType<typeof checkAlone>;
}

describe('an archive of the journal', () => {
  it('is JSON lines that ordinary tools read, frozen, with its description and a checker beside it', () => {
    expect(readdirSync(folder).sort()).toEqual(['check.mjs', 'schema.json', 'whole.jsonl.gz']);
    expect(lines.every((line) => JSON_LINE.test(line))).toBe(true);
    expect(statSync(file).mode & 0o222).toBe(0);
    const schema = JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8')) as {
      oneOf: { required: string[]; properties: { kind: { const: string } } }[];
    };
    for (const line of lines) {
      const object = JSON.parse(line) as { kind: string };
      const shape = schema.oneOf.find((one) => one.properties.kind.const === object.kind);
      expect(Object.keys(object)).toEqual(expect.arrayContaining(shape?.required ?? ['nothing']));
      expect(Object.keys(object).filter((key) => !(key in (shape?.properties ?? {})))).toEqual(
        object.kind === 'header' ? expect.any(Array) : [],
      );
    }
  });

  it('holds every entry and every report, and nobody’s name or number of the customers', () => {
    const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    const entries = [...eachEntry(shop.till.db, '01')].filter((one) => one.type !== 'ARCHIVE');
    expect(kinds.filter((kind) => kind === 'entry').length).toBe(entries.length);
    expect(kinds.filter((kind) => kind === 'report').length).toBe(5); // four days, one month
    expect([kinds[0], kinds.at(-1)]).toEqual(['header', 'trailer']);
    expect(lines.join('\n')).not.toContain('老王');
  });

  it('verifies without the store, by the program and by the checker alone', async () => {
    const verdict = await checkArchive(file);
    expect(verdict.firstBad).toBeNull();
    expect(verdict.zReports.map((z) => [z.number, z.ok])).toEqual(
      [1, 2, 3, 4].map((n) => [n, true]),
    );
    const alone = checkAlone(file);
    expect(alone).toMatchObject({ ok: true, entries: verdict.entries, zReports: verdict.zReports });
    const human = execFileSync(
      process.execPath,
      [join(folder, 'check.mjs'), file],
      ENDS,
    ).toString();
    expect(human).toMatch(/^OK \d+ entries, 4 Z reports, signed by [0-9a-f]{16}\n$/);
  });

  it('that an earlier program wrote verifies for good, by both', async () => {
    const golden = join(import.meta.dirname, '../golden/journal-archive/written-by-0.1.0.jsonl.gz');
    const verdict = await checkArchive(golden);
    expect(verdict).toMatchObject({ ok: true, entries: 60, registers: 1, firstBad: null });
    expect(checkAlone(golden)).toMatchObject({ ok: true, entries: 60, zReports: verdict.zReports });
  });

  it('ends with a close where a month is asked for, and is refused for one in which nothing was closed', async () => {
    const { entries } = archive('may.jsonl.gz', '2026-05');
    const verdict = await checkArchive(join(folder, 'may.jsonl.gz'));
    expect([verdict.ok, verdict.entries, verdict.zReports.length]).toEqual([true, entries, 3]);
    const order = { file: join(folder, 'x.gz'), archiveId: 'x', by: 'x', through: '2026-04' };
    expect(outcome(prepareArchive(shop.till, order))).toBe('nothing_to_archive');
    expect(readdirSync(folder)).not.toContain('x.gz');
  });

  it('is never written over, nor into a folder that is not there', () => {
    const order = { archiveId: 'x', by: 'x', through: null };
    for (const target of [file, join(folder, 'nowhere', 'a.gz')]) {
      const answer = prepareArchive(shop.till, { ...order, file: target });
      expect(outcome(answer)).toBe('archive_target_unwritable');
    }
  });
});

describe('a forged archive', () => {
  const places = () => {
    const close = lines.findIndex((line) => line.includes('"type":"DAY_CLOSE"'));
    return [1, 7, close, close + 1, lines.length - 2, lines.length - 1];
  };
  const forgeries: readonly (readonly [string, (at: number) => readonly string[]])[] = [
    ['a line taken out', (at) => lines.toSpliced(at, 1)],
    ['a line twice', (at) => lines.toSpliced(at, 0, lines[at] ?? '')],
    [
      'two lines swapped',
      (at) => lines.with(at, lines[at - 1] ?? '').with(at - 1, lines[at] ?? ''),
    ],
    ['a digit changed', (at) => lines.with(at, changed(lines[at] ?? ''))],
    ['cut here', (at) => lines.slice(0, at)],
    ['a line that is none', (at) => lines.with(at, '{"kind":')],
  ];

  it.each(forgeries)('with %s is found at the same line by both', async (name, forge) => {
    for (const at of places()) {
      const path = join(folder, `forged-${name.replaceAll(' ', '-')}-${at}.gz`);
      writeFileSync(path, gzipSync(`${forge(at).join('\n')}\n`));
      const verdict = await checkArchive(path);
      const alone = checkAlone(path);
      const where = `${name} at line ${at + 1}: ${JSON.stringify(verdict.firstBad)}`;
      expect(verdict.ok, where).toBe(false);
      const { line, firstBad, entries } = verdict;
      expect(alone, where).toMatchObject({ line, firstBad, entries, ok: false });
      expect(line, where).toBeGreaterThanOrEqual(at);
      expect(line, where).toBeLessThanOrEqual(name === 'a digit changed' ? lines.length : at + 2);
      rmSync(path);
    }
  });

  it('whose file is cut or is no archive is unreadable to both', async () => {
    const whole = readFileSync(file);
    const path = join(folder, 'cut.gz');
    for (const bytes of [
      whole.subarray(0, whole.length - 20),
      Buffer.from('hello'),
      gzipSync('[]\n'),
    ]) {
      writeFileSync(path, bytes);
      const { ok, firstBad } = await checkArchive(path);
      expect(ok).toBe(false);
      expect(checkAlone(path)).toMatchObject({ ok, firstBad });
    }
    expect((await checkArchive(join(folder, 'missing.gz'))).firstBad?.why).toBe(
      'archive_unreadable',
    );
    rmSync(path);
  });

  /** Another digit in the last number of a line that has one. */
  function changed(line: string): string {
    return line.replace(/(\d)(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  }
});

describe('a purge', () => {
  it('goes the lawful way only: put away, old, in the cloud’s copy', async () => {
    const { till } = shop;
    expect(outcome(purgeJournal(till, OWNER))).toBe('archive_not_kept');
    const may = join(folder, 'may.jsonl.gz');
    expect(outcome(await acknowledgeArchive(till, OWNER, join(folder, 'schema.json')))).toBe(
      'archive_not_found',
    );
    expect(outcome(await acknowledgeArchive(till, OWNER, join(folder, 'nothing')))).toBe(
      'archive_unreadable',
    );
    const kept = taken(await acknowledgeArchive(till, OWNER, may));
    expect(kept.archives.filter((one) => one.keptAt !== null).length).toBe(1);
    taken(await acknowledgeArchive(till, OWNER, may)); // a second time says nothing new
    expect(lastEntry(till.db, '01')?.type).toBe('ARCHIVE_KEPT');
    expect(outcome(purgeJournal(till, OWNER))).toBe('purge_too_recent');
    shop.pass(2 * YEAR + 86_400_000 * 5);
    expect(outcome(purgeJournal(till, OWNER))).toBe('journal_not_uploaded');
    expect(() => till.db.exec('DELETE FROM journal WHERE seq = 1')).toThrow(/append-only/);
    const last = lastEntry(till.db, '01');
    till.db
      .prepare('INSERT INTO journal_upload (register_id, seq, hash, at) VALUES (?, ?, ?, 0)')
      .run('01', last?.seq, last?.hash);
  });

  it('leaves totals and rows, says so in the journal, and the rest still verifies', async () => {
    const { till } = shop;
    const before = verifyStore(till.db);
    const { purged } = taken(purgeJournal(till, OWNER));
    const [{ throughSeq } = { throughSeq: 0 }] = purged;
    expect(lastEntry(till.db, '01')).toMatchObject({ type: 'PURGE', operator: 'demo-owner' });
    const after = verifyStore(till.db);
    expect(after.firstBad).toBeNull();
    expect(after.chains[0]).toMatchObject({ fromSeq: throughSeq + 1 });
    expect(after.entries).toBe(before.entries - throughSeq + 1);
    expect(after.zReports.map((z) => [z.number, z.ok])).toEqual([[4, true]]);
    const rows = till.db.prepare('SELECT count(*) FROM sale').pluck().get();
    expect(rows).toBe(30);
    expect(() => till.db.exec(`DELETE FROM journal WHERE seq = ${throughSeq + 1}`)).toThrow(
      /append-only/,
    );
    expect(outcome(purgeJournal(till, OWNER))).toBe('archive_not_kept');
    const rest = archive('rest.jsonl.gz', null);
    expect(await checkArchive(rest.file)).toMatchObject({ ok: true, firstBad: null });
    expect(checkAlone(rest.file)).toMatchObject({ ok: true });
  });

  it('that was forged is found: its entry is signed', () => {
    const { db } = shop.till;
    db.exec(`BEGIN; DROP TRIGGER journal_signature_no_delete`);
    db.exec(
      `DELETE FROM journal_signature WHERE seq = (SELECT max(seq) FROM journal WHERE type = 'PURGE')`,
    );
    expect(verifyStore(db).firstBad?.why).toBe('signature_missing');
    db.exec('ROLLBACK');
  });

  it('a journal that does not verify is neither archived nor purged', () => {
    const { db } = shop.till;
    db.exec('BEGIN');
    db.exec(`DROP TRIGGER tender_no_update`);
    db.exec(`UPDATE tender SET tendered_fen = tendered_fen + 1, change_fen = change_fen + 1
      WHERE sale_id = (SELECT sale_id FROM sale ORDER BY receipt_seq DESC LIMIT 1)`);
    expect(verifyStore(db).firstBad?.why).toBe('row_differs');
    const order = { file: join(folder, 'y.gz'), archiveId: 'y', by: 'y', through: null };
    expect(outcome(prepareArchive(shop.till, order))).toBe('journal_broken');
    expect(outcome(purgeJournal(shop.till, OWNER))).toBe('journal_broken');
    db.exec('ROLLBACK');
  });
});
