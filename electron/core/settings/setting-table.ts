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
    printer: read('printer'),
    scanner: read('scanner'),
    cloud: { ...read('cloud'), token: null },
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
