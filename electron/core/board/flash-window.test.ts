import { describe, expect, it } from 'vitest';
import { windowToday } from './flash-window.ts';

const at = (text: string) => Date.parse(`2026-06-${text}+08:00`);
const whole = { fromAt: at('16T00:00'), toAt: at('19T00:00'), weekdays: [], hours: [] };
const evening = { ...whole, hours: [{ fromMinute: 18 * 60, toMinute: 20 * 60 }] };
const twice = { ...whole, hours: [...evening.hours, { fromMinute: 600, toMinute: 720 }] };

describe('a promotion’s window, seen from the wall', () => {
  it.each([
    ['all day', whole, '18T09:00', 'running', '19T00:00', true],
    [
      'from its first moment',
      { ...whole, fromAt: at('18T09:00') },
      '18T09:00',
      'running',
      '19T00:00',
      true,
    ],
    ['to its last', { ...whole, toAt: at('18T12:00') }, '18T09:00', 'running', '18T12:00', false],
    [
      'before its beginning today',
      { ...whole, fromAt: at('18T10:00') },
      '18T09:00',
      'coming',
      '18T10:00',
      false,
    ],
    ['before its hours', evening, '18T09:00', 'coming', '18T18:00', false],
    ['in its hours', evening, '18T19:59', 'running', '18T20:00', false],
    ['between two parts of the day', twice, '18T13:00', 'coming', '18T18:00', false],
    ['in the first of them', twice, '18T11:00', 'running', '18T12:00', false],
    ['on its weekday', { ...whole, weekdays: [4] }, '18T09:00', 'running', '19T00:00', true],
  ] as const)('%s', (_, window, now, state, changes, isWholeDay) => {
    expect(windowToday(window, at(now))).toEqual({ state, changesAt: at(changes), isWholeDay });
  });

  it.each([
    ['after its hours', evening, '18T20:00'],
    ['after its end', whole, '19T00:00'],
    ['on another weekday', { ...whole, weekdays: [5, 6] }, '18T09:00'],
    ['the day before it begins', whole, '15T23:00'],
  ] as const)('is nothing of today %s', (_, window, now) => {
    expect(windowToday(window, at(now))).toBeNull();
  });
});
