import { DEFAULT_SETTINGS, type Settings, settingsInput } from '../../../shared/contract/system.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/**
 * The settings as stored, defaults where nothing was chosen. A value that an older version wrote and
 * this one no longer understands falls back to its default, so that the shop can open.
 * The cloud token is sealed in its own row and is always `null` here.
 */
export function storedSettings(db: Database): Settings {
  const rows = prepared<[], { name: string; value: string }>(
    db,
    'SELECT name, value FROM setting',
  ).all();
  const found = new Map(rows.map((row) => [row.name, row.value]));
  const read = <Name extends keyof Settings>(name: Name): Settings[Name] => {
    const text = found.get(name);
    if (text === undefined) return DEFAULT_SETTINGS[name];
    const parsed = settingsInput.shape[name].safeParse(JSON.parse(text));
    // Each name is parsed by its own part of the schema, which the compiler cannot follow.
    return parsed.success ? (parsed.data as Settings[Name]) : DEFAULT_SETTINGS[name];
  };
  return {
    cashRounding: read('cashRounding'),
    autoLockMinutes: read('autoLockMinutes'),
    dayCutoffMinutes: read('dayCutoffMinutes'),
    region: read('region'),
    printer: read('printer'),
    scanner: read('scanner'),
    cloud: { ...read('cloud'), token: null },
  };
}

/** When a business date ends from now on, minutes past midnight. */
export function dayCutoff(db: Database): number {
  return cutoffHistory(db).now;
}

/** The cut-off by which a day goes that opened at `openedAt` (epoch ms): the one that was in force then. */
export function dayCutoffAt(db: Database, openedAt: number): number {
  const { now, before } = cutoffHistory(db);
  return before.find(({ until }) => openedAt < until)?.minutes ?? now;
}

/** Chooses another cut-off at `at`; days that are open by then end by the one before. */
export function changeDayCutoff(db: Database, minutes: number, at: number): void {
  const { now, before } = cutoffHistory(db);
  putSetting(db, CUTOFF, minutes);
  putSetting(db, CUTOFF_HISTORY, [...before, { until: at, minutes: now }]);
}

const CUTOFF = 'dayCutoffMinutes';
const CUTOFF_HISTORY = 'dayCutoffMinutes.before';

type CutoffHistory = {
  readonly now: number;
  /** What was in force earlier, oldest first, each until it was changed. */
  readonly before: readonly { readonly until: number; readonly minutes: number }[];
};

/** Read for every sale, so it takes its two rows and no more. */
function cutoffHistory(db: Database): CutoffHistory {
  const rows = prepared<[string, string], { name: string; value: string }>(
    db,
    'SELECT name, value FROM setting WHERE name IN (?, ?)',
  ).all(CUTOFF, CUTOFF_HISTORY);
  const stored = (name: string): unknown => {
    const row = rows.find((one) => one.name === name);
    return row && JSON.parse(row.value);
  };
  const chosen = settingsInput.shape.dayCutoffMinutes.safeParse(stored(CUTOFF));
  return {
    now: chosen.success ? chosen.data : DEFAULT_SETTINGS.dayCutoffMinutes,
    // Written by `changeDayCutoff` only.
    before: (stored(CUTOFF_HISTORY) ?? []) as CutoffHistory['before'],
  };
}

export function putSetting(db: Database, name: string, value: unknown): void {
  db.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, JSON.stringify(value));
}

export function settingText(db: Database, name: string): string | null {
  const row = db
    .prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?')
    .get(name);
  if (!row) return null;
  const value: unknown = JSON.parse(row.value);
  return typeof value === 'string' ? value : null;
}
