import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Database, STORE_FILE } from '../db/open.ts';
import { lastEntry } from '../journal/journal-table.ts';
import { storeOf } from '../staff/store-table.ts';
import { backupTarget } from './backup-table.ts';
import { currentRegister, hashAt, type LaneCause } from './lane-table.ts';

/** Beside the database, never in it and in no backup: where this node is at home, and how far it had come. */
export const PLACE_FILE = 'place.json';

const placeShape = z.object({
  nodeId: z.string(),
  machine: z.string(),
  inode: z.string(),
  bornAt: z.string(), // of the database file, in ns
  /** Where backups go, for the day when the database cannot tell. */
  backupFolder: z.string().nullable(),
  mark: z.object({ registerId: z.string(), seq: z.number().int(), hash: z.string() }).nullable(),
});
export type DataPlace = z.infer<typeof placeShape>;

/** What was written down about the folder; null where nothing was, or it was cut short. */
export function readPlace(folder: string): DataPlace | null {
  try {
    return placeShape.parse(JSON.parse(readFileSync(join(folder, PLACE_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Whether a store was here and its file is gone or empty: a new one must not take its place unasked. */
export function hasLostStore(folder: string): boolean {
  if (readPlace(folder) === null) return false;
  return (statSync(join(folder, STORE_FILE), { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/**
 * Why the store in `folder` may not go on counting as the node it says it is: it lies on another machine or in
 * another file than it was left in, or the folder had come further than the database has. Null when it may. A folder that was renamed on
 * its disk is the same place; one moved to another disk counts as a copy, which costs no more than a new lane.
 */
export function laneCause(folder: string, db: Database): LaneCause | null {
  const place = readPlace(folder);
  const store = storeOf(db);
  if (!place || !store) return null; // a first start, or a store of a version that wrote nothing down
  const here = hereIs(folder);
  const isHere =
    place.machine === here.machine && place.inode === here.inode && place.bornAt === here.bornAt;
  if (!isHere || place.nodeId !== store.nodeId) return 'clone';
  const { mark } = place;
  if (mark && hashAt(db, mark.registerId, mark.seq) !== mark.hash) return 'rolled_back';
  return null;
}

/** Writes down where the store is and how far it has come: never further than what is safely committed. */
export function writePlace(folder: string, db: Database): void {
  const store = storeOf(db);
  if (!store) return;
  const last = lastEntry(db, currentRegister(db) ?? '');
  const mark = last && { registerId: last.registerId, seq: last.seq, hash: last.hash };
  const backupFolder = backupTarget(db)?.folder ?? null;
  putPlace(folder, { nodeId: store.nodeId, ...hereIs(folder), backupFolder, mark });
}

function hereIs(folder: string): Pick<DataPlace, 'machine' | 'inode' | 'bornAt'> {
  const found = statSync(join(folder, STORE_FILE), { bigint: true });
  return { machine: machineId(), inode: String(found.ino), bornAt: String(found.birthtimeNs) };
}

/** Tells one computer from another; where the system has no id of its own, its name must do. */
function machineId(): string {
  let id: string;
  try {
    id = readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    id = hostname();
  }
  return createHash('sha256').update(`zhendian|${id}`).digest('hex').slice(0, 32);
}

function putPlace(folder: string, place: DataPlace): void {
  writeSafely(join(folder, PLACE_FILE), JSON.stringify(place));
}

/** Writes a small file so that a power cut leaves the old one or the new one. */
export function writeSafely(file: string, text: string): void {
  const handle = openSync(`${file}.part`, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.part`, file);
}
