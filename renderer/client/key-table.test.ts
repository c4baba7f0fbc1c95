import { describe, expect, it } from 'vitest';
import { ACTIONS, actionOfKey, DEFAULT_KEYS, isReservedKey, keyLabel } from './key-table.ts';

describe('the keys of the selling screen', () => {
  it('no two actions share a key', () => {
    expect(new Set(Object.values(DEFAULT_KEYS)).size).toBe(ACTIONS.length);
  });

  it('a key finds its action, also after it was moved', () => {
    expect(actionOfKey(DEFAULT_KEYS, '+')).toBe('payExact');
    expect(actionOfKey({ ...DEFAULT_KEYS, payExact: 'End' }, 'End')).toBe('payExact');
    expect(actionOfKey(DEFAULT_KEYS, 'x')).toBeNull();
  });

  it('letters, digits and keys that move stay for typing', () => {
    for (const key of ['a', 'Z', '7', '美', 'Enter', 'Escape', 'ArrowUp', 'Tab']) {
      expect(isReservedKey(key)).toBe(true);
    }
    for (const key of Object.values(DEFAULT_KEYS)) expect(isReservedKey(key)).toBe(false);
  });

  it('a hint names the key as it is printed on the keyboard', () => {
    expect(keyLabel('Delete')).toBe('Del');
    expect(keyLabel('F8')).toBe('F8');
    expect(keyLabel('+')).toBe('+');
  });
});
