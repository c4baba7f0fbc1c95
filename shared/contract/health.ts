import type { BackupStatus, DataStanding } from './backup.ts';
import type { JournalStanding } from './journal.ts';
import type { SystemStatus } from './system.ts';

/** Under this much free space the selling screen says so; under the second a day may not end well. */
export const DISK_WARN_BYTES = 500 * 1024 * 1024;
export const DISK_RED_BYTES = 100 * 1024 * 1024;

/** What is looked at, in the order it is shown. */
export const HEALTH_TOPICS = [
  'disk',
  'database',
  'journal',
  'backup',
  'rehearsal',
  'clock',
  'zone',
  'printer',
  'scanner',
  'upload',
  'cloudJournal',
  'versions',
  'data',
] as const;
export type HealthTopic = (typeof HEALTH_TOPICS)[number];

/** What is the case; each has a sentence, and each that is not green a second one that says what to do. */
export const HEALTH_STATES = [
  'diskFine',
  'diskLow',
  'diskFull',
  'diskUnknown',
  'databaseGood',
  'databaseHints',
  'databaseOld',
  'databaseUnchecked',
  'databaseChecking',
  'databaseCorrupt',
  'journalGood',
  'journalOld',
  'journalUnchecked',
  'journalChecking',
  'journalBad',
  'backupGood',
  'backupOff',
  'backupLate',
  'backupMissing',
  'backupFailing',
  'backupUnknown',
  'rehearsalGood',
  'rehearsalOld',
  'rehearsalNever',
  'rehearsalBad',
  'clockFine',
  'clockJumped',
  'clockBehind',
  'zoneFine',
  'zoneOther',
  'printerFine',
  'printerVirtual',
  'printerTrouble',
  'printerStuck',
  'scannerFine',
  'scannerKeys',
  'scannerLost',
  'uploadFine',
  'uploadOff',
  'uploadWaiting',
  'uploadLong',
  'uploadParked',
  'cloudJournalFine',
  'cloudJournalOff',
  'cloudJournalBehind',
  'cloudJournalLong',
  'cloudJournalFork',
  'versionsKnown',
  'dataKnown',
] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** The way out of what is not green: a screen, or something that is done right here. */
export type HealthExit =
  | 'look_again'
  | 'check_database'
  | 'verify_journal'
  | 'backup'
  | 'print_jobs'
  | 'printer_settings'
  | 'cloud_settings'
  | 'send_again';

export type HealthTone = 'green' | 'amber' | 'red';

export type HealthLine = {
  readonly topic: HealthTopic;
  readonly state: HealthState;
  readonly tone: HealthTone;
  /** What fills the sentence: counts, days, sizes in bytes, times in epoch ms, as the words name them. */
  readonly params: Readonly<Record<string, string | number>>;
  /** Null on a green line alone. */
  readonly exit: HealthExit | null;
};

/** The last check of the database, by the background or by a person. */
export type DatabaseCheck =
  | DataStanding
  | { readonly state: 'unchecked' }
  | { readonly state: 'running'; readonly done: number; readonly total: number };

/** Everything the lines are made of. Null: not known here. */
export type HealthFacts = {
  readonly now: number; // epoch ms
  readonly freeBytes: number | null;
  readonly database: DatabaseCheck;
  readonly journal: Pick<JournalStanding, 'checkedAt' | 'verdict' | 'running'>;
  readonly lastSeq: number; // of the journal
  readonly lastEntryAt: number | null; // epoch ms
  readonly clockJumps: number; // in the last week
  readonly zone: string; // of the machine
  readonly backup: BackupStatus | null;
  readonly printer: SystemStatus['printer'] | null;
  readonly isVirtualPrinter: boolean;
  readonly scanner: SystemStatus['scanner']['state'];
  readonly sync: SystemStatus['sync'];
  readonly oldestUnackedAt: number | null; // the first entry that the cloud lacks, epoch ms
  readonly versions: {
    readonly program: string;
    readonly node: string;
    readonly sqlite: string;
    readonly schema: number;
  };
  readonly data: { readonly folder: string; readonly bytes: number };
};

export type HealthReport = {
  readonly at: number; // epoch ms
  readonly tone: HealthTone; // of the worst line
  readonly lines: readonly HealthLine[];
  /** Of the check that runs, for its bar. */
  readonly progress: { readonly done: number; readonly total: number } | null;
};
