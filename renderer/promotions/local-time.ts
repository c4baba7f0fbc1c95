import { SHANGHAI_OFFSET_MS } from '../../shared/kernel/business-date.ts';

/** `2026-06-16T00:00` on the shop's wall clock -> epoch ms, wherever the browser is; null for what is no moment. */
export function fromLocal(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const at = Date.parse(`${text.slice(0, 16)}:00+08:00`);
  return Number.isFinite(at) && at >= 0 ? at : null;
}

/** The same, back. */
export function toLocal(at: number): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16);
}

/** `6/16 10:00`, with its year where it is not this one. */
export function momentText(at: number, now = Date.now()): string {
  const [date = '', time = ''] = toLocal(at).split('T');
  const [year, month, day] = date.split('-').map(Number);
  const isThisYear = date.slice(0, 4) === toLocal(now).slice(0, 4);
  return `${isThisYear ? '' : `${year}/`}${month}/${day} ${time}`;
}

/** An end as people say it: midnight is the end of the day before. */
export function endText(at: number, now = Date.now()): string {
  const isMidnight = toLocal(at).endsWith('T00:00');
  return isMidnight ? momentText(at - 1, now).replace('23:59', '24:00') : momentText(at, now);
}
