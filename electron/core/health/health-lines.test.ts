import { describe, expect, it } from 'vitest';
import type { BackupStatus } from '../../../shared/contract/backup.ts';
import {
  DISK_RED_BYTES,
  DISK_WARN_BYTES,
  HEALTH_STATES,
  HEALTH_TOPICS,
  type HealthFacts,
} from '../../../shared/contract/health.ts';
import type { JournalVerdict } from '../../../shared/contract/journal.ts';
import { healthEn, healthZh } from '../../../shared/i18n/health-words.ts';
import { healthLines, worstTone } from './health-lines.ts';

const NOW = Date.parse('2026-06-18T04:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const VERDICT: JournalVerdict = {
  ...{ ok: true, entries: 40, registers: 1, firstBad: null, zReports: [] },
  chains: [
    {
      ...{ register: '01', fromSeq: 1, toSeq: 40, headHash: '', signedThroughSeq: 30 },
      ...{ uploadedThroughSeq: 40, keys: [] },
    },
  ],
};
const REHEARSAL = {
  ...{ at: NOW - DAY, file: 'f', ok: true, saleCount: 1, entryCount: 1, zCount: 1 },
  ...{ durationMs: 1, faults: [] },
};
const BACKUP: BackupStatus = {
  ...{ standing: 'good', folder: 'E:/备份', hasPhrase: true, target: 'present' },
  lastSuccess: { at: NOW - HOUR, file: 'f', bytes: 1, saleCount: 1, reason: 'timer' },
  ...{ lastFailure: null, ageMs: HOUR, hasChangedSince: false, running: null },
  lastRehearsal: REHEARSAL,
};
const JOURNAL_SYNC = { seq: 40, ackedSeq: 40, fork: null, lastError: null };
const SYNC: HealthFacts['sync'] = {
  ...{ state: 'idle', waiting: 0, parked: 0, unconfirmed: 0, oldestWaitingAt: null },
  ...{ lastError: null, journal: JOURNAL_SYNC },
};
const PRINTER = { state: 'ready', describe: 'XP-80', fault: null, stuckCount: 0 } as const;
const WELL: HealthFacts = {
  now: NOW,
  freeBytes: 50e9,
  database: { state: 'good', at: NOW - HOUR, durationMs: 900 },
  journal: { checkedAt: NOW - HOUR, verdict: VERDICT, running: null },
  ...{ lastSeq: 40, lastEntryAt: NOW - MINUTE, clockJumps: 0, zone: 'Asia/Shanghai' },
  backup: BACKUP,
  printer: PRINTER,
  isVirtualPrinter: false,
  scanner: 'ready',
  sync: SYNC,
  oldestUnackedAt: null,
  versions: { program: '0.2.0', node: '24.21.0', sqlite: '3.51.0', schema: 150 },
  data: { folder: 'D:/zhendian', bytes: 9e8 },
};

/** What of a store in good health is otherwise, and the line that says so: `state tone → exit`. */
const CASES: readonly [what: string, over: Partial<HealthFacts>, line: string][] = [
  ['half a gigabyte free', { freeBytes: DISK_WARN_BYTES }, 'diskFine green'],
  ['a byte less', { freeBytes: DISK_WARN_BYTES - 1 }, 'diskLow amber → look_again'],
  ['a tenth of a gigabyte', { freeBytes: DISK_RED_BYTES }, 'diskLow amber → look_again'],
  ['a byte less than that', { freeBytes: DISK_RED_BYTES - 1 }, 'diskFull red → look_again'],
  ['a disk nobody can see', { freeBytes: null }, 'diskUnknown amber → look_again'],
  [
    'no check yet',
    { database: { state: 'unchecked' } },
    'databaseUnchecked amber → check_database',
  ],
  ['the check at the start', { database: { state: 'checking' } }, 'databaseChecking green'],
  [
    'a check that runs',
    { database: { state: 'running', done: 1, total: 2 } },
    'databaseChecking green',
  ],
  ['a check of spring', { database: good(NOW - 32 * DAY) }, 'databaseOld amber → check_database'],
  [
    'a ticket that does not add up',
    { database: { state: 'good', at: NOW, durationMs: 1, hints: ['I2 tickets'] } },
    'databaseHints amber → check_database',
  ],
  ['a damaged file', { database: corrupt() }, 'databaseCorrupt red → backup'],
  [
    'a journal nobody verified',
    { journal: journal({ checkedAt: null, verdict: null }) },
    'journalUnchecked amber → verify_journal',
  ],
  ['verifying', { journal: journal({ running: 'verify' }) }, 'journalChecking green'],
  [
    'verified long ago',
    { journal: journal({ checkedAt: NOW - 40 * DAY }) },
    'journalOld amber → verify_journal',
  ],
  [
    'an entry that was altered',
    { journal: journal({ verdict: tampered() }) },
    'journalBad red → verify_journal',
  ],
  [
    'no backup set up',
    { backup: backup({ standing: 'off', folder: null }) },
    'backupOff amber → backup',
  ],
  [
    'the stick is gone',
    { backup: backup({ standing: 'failing', target: 'missing' }) },
    'backupMissing amber → backup',
  ],
  [
    'the stick was never there',
    { backup: backup({ standing: 'failing', target: 'missing', lastSuccess: null }) },
    'backupMissing red → backup',
  ],
  ['a full stick', { backup: backup({ standing: 'failing' }) }, 'backupFailing red → backup'],
  ['an old backup', { backup: backup({ standing: 'late' }) }, 'backupLate amber → backup'],
  ['the command line', { backup: null }, 'backupUnknown amber → backup'],
  [
    'no rehearsal ever',
    { backup: backup({ lastRehearsal: null }) },
    'rehearsalNever amber → backup',
  ],
  [
    'a rehearsal of winter',
    { backup: backup({ lastRehearsal: { ...REHEARSAL, at: NOW - 100 * DAY } }) },
    'rehearsalOld amber → backup',
  ],
  [
    'a rehearsal that failed',
    { backup: backup({ lastRehearsal: { ...REHEARSAL, ok: false } }) },
    'rehearsalBad red → backup',
  ],
  ['a clock set back', { lastEntryAt: NOW + HOUR }, 'clockBehind red → look_again'],
  ['two clocks a minute apart', { lastEntryAt: NOW + MINUTE }, 'clockFine green'],
  ['a clock set twice', { clockJumps: 2 }, 'clockJumped amber → look_again'],
  ['a store without entries', { lastEntryAt: null }, 'clockFine green'],
  ['a zone of elsewhere', { zone: 'Europe/Berlin' }, 'zoneOther amber → look_again'],
  ['the same time by another name', { zone: 'Asia/Urumqi' }, 'zoneOther amber → look_again'],
  ['the old name of the zone', { zone: 'PRC' }, 'zoneFine green'],
  [
    'paper out',
    { printer: { ...PRINTER, state: 'trouble', fault: 'paper_out' } },
    'printerTrouble amber → printer_settings',
  ],
  [
    'a slip that is stuck',
    { printer: { ...PRINTER, state: 'trouble', stuckCount: 3 } },
    'printerStuck amber → print_jobs',
  ],
  ['the demo printer', { isVirtualPrinter: true }, 'printerVirtual green'],
  ['a scanner pulled out', { scanner: 'lost' }, 'scannerLost amber → printer_settings'],
  ['a keyboard scanner', { scanner: 'none' }, 'scannerKeys green'],
  ['no cloud', { sync: { ...SYNC, state: 'off' } }, 'uploadOff amber → cloud_settings'],
  ['a sale just made', { sync: waiting(MINUTE) }, 'uploadWaiting green'],
  ['an afternoon offline', { sync: waiting(3 * HOUR) }, 'uploadLong amber → send_again'],
  ['four days offline', { sync: waiting(4 * DAY) }, 'uploadLong red → cloud_settings'],
  [
    'a fact sent back',
    { sync: { ...waiting(4 * DAY), parked: 1 } },
    'uploadParked amber → send_again',
  ],
  ['no second copy', { sync: { ...SYNC, state: 'off' } }, 'cloudJournalOff amber → cloud_settings'],
  ['entries just made', { oldestUnackedAt: NOW - MINUTE }, 'cloudJournalBehind green'],
  [
    'entries of this morning',
    { oldestUnackedAt: NOW - 3 * HOUR },
    'cloudJournalLong amber → send_again',
  ],
  [
    'entries of last week',
    { oldestUnackedAt: NOW - 4 * DAY },
    'cloudJournalLong red → cloud_settings',
  ],
  ['two books of one register', { sync: forked() }, 'cloudJournalFork red → verify_journal'],
];

describe('how the store is', () => {
  it('a store in good health is green from top to bottom, every topic once and in order', () => {
    const lines = healthLines(WELL);
    expect(lines.map(({ topic }) => topic)).toEqual([...HEALTH_TOPICS]);
    expect(worstTone(lines)).toBe('green');
    expect(lines.every(({ exit }) => exit === null)).toBe(true);
  });

  it.each(CASES)('%s', (_, over, said) => {
    const lines = healthLines({ ...WELL, ...over });
    const shown = lines.map(
      ({ state, tone, exit }) => `${state} ${tone}${exit ? ` → ${exit}` : ''}`,
    );
    expect(shown).toContain(said);
  });

  it('one trouble colours the whole page, and only its own line', () => {
    const lines = healthLines({ ...WELL, freeBytes: 1, scanner: 'lost' });
    expect(lines.filter(({ tone }) => tone !== 'green')).toHaveLength(2);
    expect(worstTone(lines)).toBe('red');
    expect(worstTone(healthLines({ ...WELL, scanner: 'lost' }))).toBe('amber');
  });

  it('every state of the closed list is reached', () => {
    const seen = new Set(
      [{}, ...CASES.map(([, over]) => over)].flatMap((over) =>
        healthLines({ ...WELL, ...over }).map(({ state }) => state),
      ),
    );
    expect(HEALTH_STATES.filter((state) => !seen.has(state))).toEqual([]);
  });

  it('whatever is not green says what to do, in both languages, and has a way out', () => {
    const lines = CASES.flatMap(([, over]) => healthLines({ ...WELL, ...over }));
    for (const { state, tone, exit } of lines.filter((line) => line.tone !== 'green')) {
      expect(healthZh.todo, state).toHaveProperty(state);
      expect(healthEn.todo, state).toHaveProperty(state);
      expect(exit, `${state} ${tone}`).not.toBeNull();
    }
  });

  it('a sentence names only what its line brings along', () => {
    for (const [, over] of CASES) {
      for (const { state, params } of healthLines({ ...WELL, ...over })) {
        for (const words of [healthZh, healthEn]) {
          const names = [...words.says[state].matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
          expect(Object.keys(params), state).toEqual(expect.arrayContaining(names));
        }
      }
    }
  });
});

function good(at: number): HealthFacts['database'] {
  return { state: 'good', at, durationMs: 1 };
}
function corrupt(): HealthFacts['database'] {
  const faults = ['sale: row 7 missing from index'];
  return { state: 'corrupt', faults, folder: 'D:/zhendian', newestBackup: null, cloud: null };
}
function journal(over: Partial<HealthFacts['journal']>): HealthFacts['journal'] {
  return { ...WELL.journal, ...over };
}
function tampered(): JournalVerdict {
  return { ...VERDICT, ok: false, firstBad: { register: '01', seq: 17, why: 'hash', what: '' } };
}
function backup(over: Partial<BackupStatus>): BackupStatus {
  return { ...BACKUP, ...over };
}
function waiting(ageMs: number): HealthFacts['sync'] {
  return { ...SYNC, state: 'unreachable', waiting: 3, oldestWaitingAt: NOW - ageMs };
}
function forked(): HealthFacts['sync'] {
  const fork = {
    registerId: '01',
    kind: 'fork',
    seq: 9,
    ourHash: 'a',
    heldHash: 'b',
    at: NOW,
  } as const;
  return { ...SYNC, journal: { ...JOURNAL_SYNC, fork } };
}
