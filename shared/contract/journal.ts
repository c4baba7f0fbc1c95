import { z } from 'zod';

/** Why an entry of the journal, or what stands beside it, cannot be right. A closed set: each has its words. */
export const JOURNAL_FAULTS = [
  'gap',
  'link',
  'hash',
  'signature_missing',
  'signature_wrong',
  'key_unknown',
  'totals',
  'row_differs',
  'row_missing',
  'entry_missing',
  'tail_cut',
  'anchor',
  'purge',
  'archive_header',
  'archive_trailer',
  'archive_unreadable',
] as const;
export type JournalFault = (typeof JOURNAL_FAULTS)[number];

/** The first entry that is wrong. `what` names the row or the part beside it, where it is not the entry itself. */
export type BadEntry = {
  readonly register: string;
  readonly seq: number;
  readonly why: JournalFault;
  readonly what: string;
};

/** What checking a journal found. `firstBad` is null exactly where `ok` is true. */
export type JournalVerdict = {
  readonly ok: boolean;
  readonly entries: number;
  readonly registers: number;
  readonly firstBad: BadEntry | null;
  readonly zReports: readonly {
    readonly number: number;
    readonly ok: boolean;
    readonly register: string;
  }[];
  readonly chains: readonly JournalChain[];
};

/** One register's chain as it was checked: from where, up to where, and up to where closes are signed. */
export type JournalChain = {
  readonly register: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly headHash: string;
  readonly signedThroughSeq: number; // of the last signed entry; 0 where none is
  readonly uploadedThroughSeq: number; // as the cloud acknowledged it; 0 where it has nothing
  readonly keys: readonly { readonly keyId: string; readonly sinceSeq: number }[];
};

/** `file`: where the archive goes, a whole path; `through`: the last month in it, everything when left out. */
export const archiveInput = z.object({
  file: z.string().min(1).max(400),
  through: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable()
    .default(null),
});
/** The archive as it lies where it was put away: it is read there once more. */
export const archiveKeptInput = z.object({ file: z.string().min(1).max(400) });

/** What a paper says of an entry: the check code of a receipt or a return slip, or the end of the chain on a report. */
export const paperCodeInput = z.object({
  register: z.string().regex(/^[0-9A-Z]{2,8}$/),
  seq: z.number().int().min(1),
  code: z.string().regex(/^[0-9a-fA-F]{8,64}$/),
});

/** `altered`: the entry's content is not what was hashed; `purged`: it stands in an archive only. */
export type PaperCodeState = 'same' | 'differs' | 'altered' | 'purged' | 'unknown';
export type PaperCodeValue = {
  readonly state: PaperCodeState;
  readonly at: number | null; // epoch ms; of the entry, where it is there
};

export type ArchiveView = {
  readonly archiveId: string;
  readonly register: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly sha256: string;
  readonly at: number; // epoch ms
  readonly by: string;
  readonly keptAt: number | null;
  readonly purgedAt: number | null;
};

export type ArchiveValue = {
  readonly file: string;
  readonly sha256: string;
  readonly entries: number;
  readonly archives: readonly ArchiveView[];
};

export type PurgeValue = { readonly purged: readonly { register: string; throughSeq: number }[] };

/** How far the books are proved: the last check, the archives, and what has left the till. */
export type JournalStanding = {
  readonly checkedAt: number | null;
  readonly verdict: JournalVerdict | null;
  readonly running: 'verify' | 'archive' | null;
  readonly archives: readonly ArchiveView[];
};
