import { useSyncExternalStore } from 'react';
import type { Language } from '../../shared/i18n/refusals.ts';
import { DEFAULT_KEYS, type KeyTable } from './key-table.ts';

/** What this one screen looks and sounds like; kept in the browser, not in the store's data. */
export type Preferences = {
  readonly language: Language;
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: boolean;
  readonly textScale: number; // 1 = 100 %
  readonly sounds: boolean;
  readonly keys: KeyTable;
};

export const TEXT_SCALES = [1, 1.15, 1.3, 1.5, 2] as const;

const KEY = 'zhendian.preferences';
const DEFAULTS: Preferences = {
  language: 'zh-CN',
  theme: 'system',
  contrast: false,
  textScale: 1,
  sounds: true,
  keys: DEFAULT_KEYS,
};

let current = load();
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences);
}

function load(): Preferences {
  try {
    // Written by this module alone; a key added since then takes its default.
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return { ...DEFAULTS, ...kept, keys: { ...DEFAULT_KEYS, ...kept.keys } };
  } catch {
    return DEFAULTS;
  }
}
