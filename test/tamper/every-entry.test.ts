import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase, STORE_FILE } from '../../electron/core/db/open.ts';
import { walkChain } from '../../electron/core/journal/chain-walk.ts';
import { closeCheck } from '../../electron/core/journal/close-check.ts';
import { type RawEntry, rawEntries } from '../../electron/core/journal/journal-read-table.ts';
import { signatures, signingKeys } from '../../electron/core/journal/signature-table.ts';
import { registerVerify } from '../../electron/pos/verify.ts';
import type { JournalVerdict } from '../../shared/contract/journal.ts';
import type { PeopleTill } from '../support/people-till.ts';
import { tradedDays } from '../support/traded-days.ts';
import { TAMPERINGS, type Tampering, writeJournal } from './tampering.ts';

const REGISTER = '01';
const FIRST = { seq: 0, hash: '0'.repeat(64) };

let shop: PeopleTill;
let whole: readonly RawEntry[];
beforeAll(() => {
  shop = tradedDays({ days: 5, salesADay: 40, isLastOpen: true });
  whole = [...rawEntries(shop.till.db, REGISTER)];
  const [seq, , , , , , , hash] = whole[whole.length - 1] as RawEntry;
  // The cloud holds a copy of everything: what it acknowledged is the last anchor.
  shop.till.db
    .prepare('INSERT INTO journal_upload (register_id, seq, hash, at) VALUES (?, ?, ?, 0)')
    .run(REGISTER, seq, hash);
});
afterAll(() => shop.remove());

type Judge = (entries: readonly RawEntry[], from: number) => number | null;

/** The number that is named first, by the chain, the signed closes and the cloud's anchor. */
function judgeOf(read: (entry: RawEntry) => RawEntry = (entry) => entry, asksCloud = true): Judge {
  const { db } = shop.till;
  const signed = new Map(signatures(db, REGISTER).map((one) => [one.seq, one]));
  const keys = signingKeys(db, REGISTER);
  const last = whole[whole.length - 1] as RawEntry;
  return (entries, from) => {
    // Entries before the forged one are as they were, so the walk begins there; a close needs all before it.
    const before = whole[from - 1];
    const walked = walkChain(
      entries.slice(from).map(read),
      REGISTER,
      before ? { seq: before[0], hash: before[7] } : FIRST,
      {
        closes:
          from > 0
            ? null
            : closeCheck({
                signatures: signed,
                keys: new Map(keys.map((key) => [key.keyId, key.publicKey])),
                namedKeys: new Set(keys.map((key) => key.keyId)),
                before: [],
                earlier: { days: new Map(), isPart: false },
              }),
        facts: null,
        anchors: asksCloud ? [{ seq: last[0], hash: last[7] }] : [],
        count: () => undefined,
      },
    );
    const seqs = walked.found.map((one) => one.seq);
    return seqs.length === 0 ? null : Math.min(...seqs);
  };
}

/** At which entries a tampering is not found, or not where it should be. */
function missed(tampering: Tampering, judge: Judge): readonly number[] {
  return whole.flatMap((_, at) => {
    const found = judge(tampering.forge(whole, at), tampering.isExact ? at - (at > 0 ? 1 : 0) : 0);
    const seq = tampering.badSeq(whole, at);
    const isFound = found !== null && (tampering.isExact ? found === seq : found >= seq);
    return isFound ? [] : [at];
  });
}

describe('every entry of a journal of 200 sales', () => {
  it('stands in a shop with returns, handovers, practice, signed days and a closed month', () => {
    const types = new Set(whole.map((entry) => entry[1]));
    expect(whole.filter((entry) => entry[1] === 'SALE').length).toBe(200);
    for (const type of [
      'RETURN',
      'HANDOVER',
      'TRAINING_SALE',
      'DAY_CLOSE',
      'MONTH_CLOSE',
    ] as const) {
      expect(types).toContain(type);
    }
    expect(judgeOf()(whole, 0)).toBeNull();
  });

  it.each(TAMPERINGS)('$kind: the first bad entry is named', (tampering) => {
    expect(missed(tampering, judgeOf())).toEqual([]);
  });

  it('a chain made right again before a signed close is found by that close, with no help from the cloud', () => {
    const recompute = TAMPERINGS.find((one) => one.kind === 'recompute') as Tampering;
    const lastClose = whole.findLastIndex((entry) => entry[1] === 'DAY_CLOSE');
    const closes = whole.filter((entry) => /_CLOSE$/.test(entry[1]) && entry[1] !== 'SHIFT_CLOSE');
    const judge = judgeOf();
    for (let at = 0; at <= lastClose; at += 7) {
      const next = closes.find(([seq]) => seq > at)?.[0];
      expect(judge(recompute.forge(whole, at), 0)).toBe(next);
    }
  });
});

describe('a verifier with a planted bug', () => {
  it('that does not look at the payload is caught by these tamperings', () => {
    const payloads = new Map(whole.map((entry) => [entry[0], entry[5]]));
    const blind = judgeOf((entry) => {
      const [seq, type, startedAt, endedAt, operator, payload, prevHash, hash] = entry;
      const as = payloads.get(seq) ?? payload;
      return [seq, type, startedAt, endedAt, operator, as, prevHash, hash];
    });
    const edit = TAMPERINGS.find((one) => one.kind === 'edit') as Tampering;
    expect(missed(edit, blind).length).toBeGreaterThan(whole.length / 10);
  });

  it('that does not ask the cloud is caught by these tamperings', () => {
    const cut = TAMPERINGS.find((one) => one.kind === 'cut') as Tampering;
    expect(missed(cut, judgeOf(undefined, false))).not.toEqual([]);
  });
});

describe('pos verify on a tampered store', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('names the first bad entry, at 12 places for each way to forge', async () => {
    shop.till.db.pragma('wal_checkpoint(TRUNCATE)');
    const places = Array.from({ length: 12 }, (_, n) => Math.floor(((whole.length - 1) * n) / 11));
    for (const tampering of TAMPERINGS) {
      for (const at of places) {
        const folder = forgedCopy(tampering.forge(whole, at));
        const { code, verdict } = await verify(folder);
        const seq = tampering.badSeq(whole, at);
        const where = `${tampering.kind} at ${seq}: ${JSON.stringify(verdict.firstBad)}`;
        expect(code, where).toBe(1);
        expect(verdict.ok, where).toBe(false);
        if (tampering.isExact) expect(verdict.firstBad?.seq, where).toBe(seq);
        else expect(verdict.firstBad?.seq, where).toBeGreaterThanOrEqual(seq);
      }
    }
  });

  it('finds nothing in a true copy, and changes no byte of it', async () => {
    const folder = forgedCopy(whole);
    const { code, verdict } = await verify(folder);
    expect({ code, firstBad: verdict.firstBad }).toEqual({ code: 0, firstBad: null });
    expect(verdict.entries).toBe(whole.length);
    expect(verdict.zReports).toEqual(
      [1, 2, 3, 4].map((number) => ({ number, ok: true, register: REGISTER })),
    );
  });

  function forgedCopy(entries: readonly RawEntry[]): string {
    const folder = mkdtempSync(join(tmpdir(), 'zhendian-tamper-'));
    folders.push(folder);
    cpSync(shop.folder, folder, { recursive: true });
    const db = openDatabase(join(folder, STORE_FILE));
    db.pragma('synchronous = OFF');
    writeJournal(db, REGISTER, entries);
    db.close();
    return folder;
  }
});

/** Runs the command in this process; its exit code is put back. */
async function verify(folder: string): Promise<{ code: number; verdict: JournalVerdict }> {
  const written: string[] = [];
  const output = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const before = process.exitCode;
  try {
    const program = new Command().exitOverride();
    registerVerify(program);
    await program.parseAsync(['verify', '--data', folder, '--json'], { from: 'user' });
    return {
      code: Number(process.exitCode),
      verdict: JSON.parse(written.join('')) as JournalVerdict,
    };
  } finally {
    output.mockRestore();
    process.exitCode = before;
  }
}
