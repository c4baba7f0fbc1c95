import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino } from 'pino';

/** Where a store's incidents are written, inside its data folder. */
export const LOG_FOLDER = 'logs';
const LOG_FILE = 'incidents.log';
/** One older file is kept, so a fault that repeats fills at most twice this. */
const MOST_BYTES = 4 * 1024 * 1024;

export type Incident = {
  readonly id: string; // what staff read out on the phone
  readonly what: string; // the procedure that failed
  readonly error?: unknown;
  readonly note?: string; // written as it is: only what the program itself made up
};

export type IncidentLog = {
  readonly write: (incident: Incident) => void;
  readonly close: () => void;
};

/**
 * Keeps what went wrong: when, where in the program, the incident's id. Never what was typed, nor a
 * customer's name or number: a message is reduced to its program text.
 */
export function openIncidentLog(folder: string): IncidentLog {
  const file = join(folder, LOG_FOLDER, LOG_FILE);
  mkdirSync(join(folder, LOG_FOLDER), { recursive: true, mode: 0o700 });
  turnOver(file);
  const out = destination({ dest: file, sync: true, mode: 0o600 });
  // A full disk must not stop the answer that says that the disk is full.
  out.on('error', () => undefined);
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, out);
  return {
    write: ({ id, what, error, note }) =>
      log.error({ incident: id, what, note, ...described(error) }),
    close: () => out.destroy(),
  };
}

function described(error: unknown): Readonly<Record<string, string>> {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The first line of a stack repeats the message; the rest are places in the program.
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code, message: withoutData(error.message), at: places.join('\n') };
}

/** Quoted text, numbers as long as a phone's and anything but ASCII may come from a person. */
function withoutData(message: string): string {
  return message
    .replace(/"[^"]*"?/g, '"…"')
    .replace(/\d{5,}/g, '#')
    .replace(/[^\x20-\x7e…]+/g, '?')
    .slice(0, 300);
}

function turnOver(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST_BYTES) renameSync(file, `${file}.1`);
}
