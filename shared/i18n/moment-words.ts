import { SHANGHAI_OFFSET_MS } from '../kernel/business-date.ts';
import type { Language } from './refusals.ts';

const DAY_MS = 86_400_000;

export const MONTHS_EN = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

type MomentParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string; // 18:30
};

/** Epoch ms on the clock of Shanghai. */
export function momentParts(at: number): MomentParts {
  const there = new Date(at + SHANGHAI_OFFSET_MS);
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    time: clockWords(there.getUTCHours() * 60 + there.getUTCMinutes()),
  };
}

/** An end at midnight is the end of the day before: nobody means the next day by it. */
export function endParts(at: number): MomentParts {
  const isMidnight = (at + SHANGHAI_OFFSET_MS) % DAY_MS === 0;
  return { ...momentParts(at - 1), time: isMidnight ? '24:00' : momentParts(at).time };
}

/** `11月24日 00:00`, `24 Nov, 00:00`; with its year where that is not `now`'s. */
export function startWords(at: number, language: Language, now: number): string {
  return dayWords(momentParts(at), language, now);
}

/** `11月26日 24:00`, `26 Nov, 24:00`: a moment before which something has to be done. */
export function endWords(at: number, language: Language, now: number): string {
  return dayWords(endParts(at), language, now);
}

/** Minutes of the day -> `18:30`. */
export function clockWords(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function dayWords(parts: MomentParts, language: Language, now: number): string {
  const { year, month, day, time } = parts;
  const isThisYear = year === momentParts(now).year;
  if (language === 'en') {
    return `${day} ${MONTHS_EN[month - 1]}${isThisYear ? '' : ` ${year}`}, ${time}`;
  }
  return `${isThisYear ? '' : `${year}年`}${month}月${day}日 ${time}`;
}
