import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { ClosedDay } from './close-check.ts';

/** The first line of an archive: whose journal it is, from where to where, and what came before. */
export type ArchiveHead = {
  readonly kind: 'header';
  readonly format: 'zhendian-journal';
  readonly version: 1;
  readonly schema: 'schema.json';
  readonly archiveId: string;
  readonly madeAt: number; // epoch ms
  readonly madeBy: string; // staff id
  readonly program: string; // its version
  readonly store: { readonly storeId: string; readonly name: string; readonly branch: string };
  readonly registers: readonly ArchivedRange[];
};

/** One register's entries in an archive, and what follows from the entries before them. */
export type ArchivedRange = {
  readonly register: string;
  readonly serial: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly prevHash: string; // of the entry before the first
  readonly lastHash: string; // of the last
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
  readonly before: readonly ClosedDay[];
};

/** An entry, with the store's signature where it has one. `payload` is the very text that was hashed. */
export type ArchivedEntry = {
  readonly kind: 'entry';
  readonly register: string;
  readonly seq: number;
  readonly type: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly operator: string;
  readonly payload: string;
  readonly prevHash: string;
  readonly hash: string;
  readonly keyId?: string;
  readonly signature?: string;
};

/** A Z report, or the report of a month or a year, as it was printed; it follows the entry that closed it. */
export type ArchivedReport = {
  readonly kind: 'report';
  readonly register: string;
  readonly seq: number;
  readonly report: Readonly<Record<string, unknown>>;
};

/** The last line: what must have come before it, and the store's signature over that. */
export type ArchiveEnd = {
  readonly kind: 'trailer';
  readonly entries: number;
  readonly reports: number;
  readonly sha256: string; // of every line before, each with its line feed
  readonly keyId: string;
  readonly publicKey: string;
  readonly signature: string; // Ed25519 over `signedArchiveText`, base64
};

export type ArchiveLine = ArchiveHead | ArchivedEntry | ArchivedReport | ArchiveEnd;

export function signedArchiveText(archiveId: string, sha256: string): string {
  return `archive|${archiveId}|${sha256}`;
}

/** More than any line of ours: a file that has a longer one is none. */
const MOST_LINE_BYTES = 16 * 1024 * 1024;

/** The lines of a gzipped file one by one, without their line feeds; throws where it cannot be read on. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file).on('error', (error) => unpacked.destroy(error));
  const unpacked = stream.pipe(createGunzip());
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of unpacked) {
    let bytes: Buffer =
      rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10)) {
      yield bytes.toString('utf8', 0, end);
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > MOST_LINE_BYTES) throw new Error('a line without an end');
    rest = bytes;
  }
  if (rest.length > 0) yield rest.toString('utf8');
}
