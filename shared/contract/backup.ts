import { z } from 'zod';
import type { ErrorCode } from './error-codes.ts';

/** Fewest characters of the phrase that opens a backup's keys; spaces at the ends do not count. */
export const LEAST_PHRASE = 8;

const folder = z.string().trim().min(1).max(400);
const phrase = z.string().max(200);

/** Where backups go. `phrase: null` keeps the one that is set; the first target needs one. */
export const backupTargetInput = z.object({ folder, phrase: phrase.nullable() });
export const backupFolderInput = z.object({ folder });
export const checkPhraseInput = z.object({ phrase });
/** `file: null` takes the newest good backup of the target. */
export const rehearseInput = z.object({ file: z.string().max(200).nullable() });
/** A file name in the folder; `folder: null` is the target that is set. */
export const restoreInput = z.object({
  folder: folder.nullable(),
  file: z.string().min(1).max(200),
  phrase,
});
/** The same before anybody can sign in: on a new PC. */
export const restoreHereInput = z.object({ folder, file: z.string().min(1).max(200), phrase });

/** Why a backup was made. */
export const BACKUP_REASONS = ['close', 'timer', 'by_hand', 'before_restore'] as const;
export type BackupReason = (typeof BACKUP_REASONS)[number];

/** A backup as its manifest tells it; `verdict` is what can be known without reading the copy itself. */
export type BackupFile = {
  readonly file: string; // name of the database copy inside the folder
  readonly at: number; // epoch ms
  readonly storeId: string;
  readonly storeName: string;
  readonly registerId: string;
  readonly businessDate: string | null; // of the last shift
  readonly journalSeq: number;
  readonly saleCount: number;
  readonly bytes: number;
  readonly version: string; // of the program that wrote it
  readonly verdict: 'whole' | 'damaged' | 'newer_version' | 'other_store';
};

/** What is under way; `done` and `total` count pages, or steps of a rehearsal. */
export type BackupProgress = {
  readonly kind: 'backup' | 'rehearsal' | 'restore';
  readonly done: number;
  readonly total: number;
};

/**
 * `off`: no target. `good`: the last backup worked and is fresh, or nothing changed since.
 * `late`: something changed since and it is more than an hour old. `failing`: the last try did not work.
 */
export type BackupStanding = 'off' | 'good' | 'late' | 'failing';

export type BackupStatus = {
  readonly standing: BackupStanding;
  readonly folder: string | null;
  readonly hasPhrase: boolean;
  /** Whether the target can be written right now. */
  readonly target: 'none' | 'present' | 'missing' | 'unwritable';
  readonly lastSuccess: {
    readonly at: number;
    readonly file: string;
    readonly bytes: number;
    readonly saleCount: number;
    readonly reason: BackupReason;
  } | null;
  /** Only while it is newer than the last success. */
  readonly lastFailure: { readonly at: number; readonly code: ErrorCode } | null;
  /** Age of the last good backup in ms. */
  readonly ageMs: number | null;
  readonly hasChangedSince: boolean;
  readonly running: BackupProgress | null;
  readonly lastRehearsal: RehearsalResult | null;
};

/** What a rehearsal found: a backup opened, checked and compared as a restore would. */
export type RehearsalResult = {
  readonly at: number; // when it ended
  readonly file: string;
  readonly ok: boolean;
  readonly saleCount: number;
  readonly entryCount: number;
  readonly zCount: number;
  readonly durationMs: number;
  /** What did not hold, in words for support; empty when all held. */
  readonly faults: readonly string[];
};

/** How the store's own data is: selling waits for `good`, and stops at `corrupt`. */
export type DataStanding =
  | { readonly state: 'checking' }
  | {
      readonly state: 'good';
      readonly at: number;
      readonly durationMs: number;
      /** What does not add up beside the books, papers and tickets, for support; none where nothing was looked at. */
      readonly hints?: readonly string[];
    }
  | ({ readonly state: 'corrupt' } & DataTrouble);

/** What a person must know about damaged data to get it back. */
export type DataTrouble = {
  readonly faults: readonly string[]; // what is wrong, for support
  readonly folder: string; // where the data is
  readonly newestBackup:
    | (Pick<BackupFile, 'file' | 'at' | 'saleCount'> & { readonly folder: string })
    | null;
  /** Up to where the cloud acknowledged the journal. */
  readonly cloud: { readonly registerId: string; readonly seq: number; readonly at: number } | null;
};

/** What became of a restore: the program starts again with it. */
export type Restored = {
  readonly registerId: string; // the new lane
  readonly saleCount: number;
  readonly keptIn: string; // where the data that was there before lies
};

/** Where the entries stand that the cloud holds beyond a restored backup. */
export type CatchUp = {
  readonly state: 'none' | 'fetching' | 'waiting' | 'done';
  readonly replayedSales: number;
};
