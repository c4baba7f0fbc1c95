import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase, STORE_FILE } from '../../electron/core/db/open.ts';
import { countAllEntries, rawEntries } from '../../electron/core/journal/journal-read-table.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { growStore } from '../support/grown-store.ts';
import { absolute, type BenchRecord, compared, exponent } from './bench.ts';

const SIZES = [730, 7_300, 73_000] as const;
const YEAR = 73_000;
const RUNS = 3;
const LANE = '01';

type Costs = { readonly journal: number; readonly rows: number; readonly bare: number };

/** Verifying the journal of a year, beside hashing the same texts and nothing else; and how it grows. */
function verify(): readonly BenchRecord[] {
  costsAt(SIZES[0]); // warms the program, so that the smallest store is not the slowest
  const points = SIZES.map((size) => ({ size, costs: costsAt(size) }));
  const of = (part: keyof Costs) => points.map(({ size, costs }) => ({ size, cost: costs[part] }));
  const year = points.find(({ size }) => size === YEAR)?.costs;
  if (!year) throw new Error('a year is among the sizes');
  const measured = { bench: 'verify.year', metric: 'time', value: year.journal, unit: 'ms' };
  const bare = { name: 'bare SHA-256 chain', value: year.bare };
  return [
    absolute(measured, { most: 1_000 }),
    // A second where the bare chain takes 0.15 s, as a ratio: so that a slower machine is judged alike.
    compared({ ...measured, bench: 'verify.against_bare_chain' }, bare, { is: '<=', bound: 6.7 }),
    absolute({ ...measured, bench: 'verify.every_row', value: year.rows }, { most: 5_000 }),
    inProportion('growth.verify', exponent(of('journal'))),
    inProportion('growth.verify_rows', exponent(of('rows'))),
  ];
}

/** Every entry has to be read: in proportion to their number is as good as it gets. */
function inProportion(bench: string, value: number): BenchRecord {
  return absolute({ bench, metric: 'exponent', value, unit: 'of size' }, { most: 1.1 });
}

/** The best of a few runs, in milliseconds: chains and closes, the same with every row, and the bare chain. */
function costsAt(sales: number): Costs {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  growStore(folder, { items: 0, sales });
  const db = openDatabase(join(folder, STORE_FILE));
  try {
    mustFindForged(db);
    return {
      journal: best(() => mustVerify(db, false)),
      rows: best(() => mustVerify(db, true)),
      bare: bareChain(db),
    };
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Verifies, and that it read every entry; what it found out of a forged one was seen before. */
function mustVerify(db: Database, withRows: boolean): void {
  const { firstBad, entries } = verifyStore(db, { withRows });
  if (firstBad) throw new Error(`entry ${firstBad.seq}: ${firstBad.why} ${firstBad.what}`);
  if (entries !== countAllEntries(db)) throw new Error(`${entries} entries are not all`);
}

/** A verifier that is fast because it looks at nothing would not name this one. */
function mustFindForged(db: Database): void {
  const middle = Math.floor(countAllEntries(db) / 2);
  db.exec('BEGIN; DROP TRIGGER journal_no_update');
  try {
    db.prepare('UPDATE journal SET ended_at = ended_at + 1 WHERE seq = ?').run(middle);
    const { firstBad } = verifyStore(db, { withRows: false });
    if (firstBad?.seq !== middle) throw new Error(`entry ${middle} was forged and not named`);
  } finally {
    db.exec('ROLLBACK');
  }
}

/** The same chain over texts that lie ready in memory: nothing is read, compared or checked but the last hash. */
function bareChain(db: Database): number {
  const texts: string[] = [];
  let head = '';
  for (const [seq, type, startedAt, endedAt, operator, payload, , stored] of rawEntries(db, LANE)) {
    texts.push(`${LANE}|${seq}|${type}|${startedAt}|${endedAt}|${operator}|${payload}|`);
    head = stored;
  }
  return best(() => {
    let last = '0'.repeat(64);
    for (const text of texts) last = hash('sha256', `${text}${last}`, 'hex');
    if (last !== head) throw new Error('the bare chain ends elsewhere');
  });
}

function best(work: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}

export const benches = { verify };
