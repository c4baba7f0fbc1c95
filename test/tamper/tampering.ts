import { hash } from 'node:crypto';
import { type Database, openDatabase } from '../../electron/core/db/open.ts';
import type { RawEntry } from '../../electron/core/journal/journal-read-table.ts';

/** A way to forge a journal, as somebody with the file in his hands can, and where it must be found. */
export type Tampering = {
  readonly kind: 'edit' | 'delete' | 'insert' | 'swap' | 'cut' | 'recompute';
  /** The journal as it is afterwards; `at` counts from 0. */
  readonly forge: (entries: readonly RawEntry[], at: number) => readonly RawEntry[];
  /** The number of the entry that must be named, or of the earliest one that may be. */
  readonly badSeq: (entries: readonly RawEntry[], at: number) => number;
  /** True where the very entry is named; false where a signed close or the cloud's anchor behind it is. */
  readonly isExact: boolean;
};

export const TAMPERINGS: readonly Tampering[] = [
  {
    kind: 'edit',
    forge: (entries, at) => entries.with(at, edited(entryAt(entries, at), at)),
    badSeq: seqAt,
    isExact: true,
  },
  {
    kind: 'delete',
    forge: (entries, at) => entries.toSpliced(at, 1),
    badSeq: seqAt,
    isExact: true,
  },
  {
    // Well made: it follows from the entry before it, and the others are numbered anew.
    kind: 'insert',
    forge: (entries, at) => [
      ...entries.slice(0, at),
      follower(entries[at - 1], entryAt(entries, at)),
      ...entries.slice(at).map((entry) => with0(entry, entry[0] + 1)),
    ],
    badSeq: (entries, at) => seqAt(entries, at) + 1,
    isExact: true,
  },
  {
    kind: 'swap',
    forge: (entries, at) => {
      const first = Math.min(at, entries.length - 2);
      const [a, b] = [entryAt(entries, first), entryAt(entries, first + 1)];
      return entries.with(first, with0(b, a[0])).with(first + 1, with0(a, b[0]));
    },
    badSeq: (entries, at) => seqAt(entries, Math.min(at, entries.length - 2)),
    isExact: true,
  },
  {
    kind: 'cut',
    forge: (entries, at) => entries.slice(0, at),
    badSeq: seqAt,
    isExact: true,
  },
  {
    // All hashes and links from here on are made right again: only who holds a hash or a key elsewhere can tell.
    kind: 'recompute',
    forge: (entries, at) => {
      const forged: RawEntry[] = [];
      for (const entry of entries.slice(at)) {
        const changed =
          forged.length === 0 ? with5(entry, entry[5].replace('{', '{"x":1,')) : entry;
        forged.push(follower(forged.at(-1) ?? entries[at - 1], changed));
      }
      return [...entries.slice(0, at), ...forged];
    },
    badSeq: seqAt,
    isExact: false,
  },
];

/** Puts a forged journal into a store's database, past every guard. */
export function writeJournal(db: Database, registerId: string, entries: readonly RawEntry[]): void {
  dropGuards(db);
  db.prepare('DELETE FROM journal WHERE register_id = ?').run(registerId);
  const insert = db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  db.transaction(() => {
    for (const entry of entries) insert.run(registerId, ...entry);
  })();
}

/** Facts cannot be changed; whoever forges them takes the guards off first. */
export function dropGuards(db: Database): void {
  db.pragma('foreign_keys = OFF');
  const guards = db
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
    .pluck()
    .all();
  for (const name of guards) db.exec(`DROP TRIGGER ${name}`);
}

/** A copy of a database in memory, where forging costs no disk. */
export function inMemory(db: Database): Database {
  const image = db.serialize();
  image.fill(1, 18, 20); // no write-ahead log: a database in memory has none
  const copy = openDatabase(':memory:');
  const Driver = copy.constructor as new (image: Buffer) => Database;
  copy.close();
  return new Driver(image);
}

const FIELDS = 8;

/** One field of an entry changed, another one for each entry. */
function edited(entry: RawEntry, at: number): RawEntry {
  const field = at % FIELDS;
  const changed = entry.map((value, i) => {
    if (i !== field) return value;
    if (typeof value === 'number') return value + (i === 0 ? 10_000 : 1);
    return i === 5 ? `${value.slice(0, -1)} }` : i > 5 ? flipped(value) : `${value}X`;
  });
  // The fields keep their order and kinds.
  return changed as unknown as RawEntry;
}

function flipped(hex: string): string {
  return (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
}

function follower(before: RawEntry | undefined, entry: RawEntry): RawEntry {
  const seq = (before?.[0] ?? 0) + 1;
  const prevHash = before?.[7] ?? '0'.repeat(64);
  const [, type, startedAt, endedAt, operator, payload] = entry;
  const text = ['01', seq, type, startedAt, endedAt, operator, payload, prevHash].join('|');
  return [seq, type, startedAt, endedAt, operator, payload, prevHash, hash('sha256', text, 'hex')];
}

function with0(entry: RawEntry, seq: number): RawEntry {
  const [, ...rest] = entry;
  return [seq, ...rest];
}

function with5(entry: RawEntry, payload: string): RawEntry {
  const [seq, type, startedAt, endedAt, operator, , prevHash, ownHash] = entry;
  return [seq, type, startedAt, endedAt, operator, payload, prevHash, ownHash];
}

function entryAt(entries: readonly RawEntry[], at: number): RawEntry {
  const entry = entries[at];
  if (!entry) throw new Error('there is such an entry');
  return entry;
}

function seqAt(entries: readonly RawEntry[], at: number): number {
  return entryAt(entries, at)[0];
}
