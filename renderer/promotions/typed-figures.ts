import { type Fen, fen, parseYuan, plainYuan } from '../../shared/kernel/money.ts';

/** Yuan as typed -> fen; 0 for what is no amount. */
export function amount(text: string): Fen {
  return parseYuan(text) ?? fen(0);
}

/** A whole number as typed; 0 for anything else. */
export function whole(text: string): number {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
}

/** A limit as typed; nothing typed is none. */
export function limitFrom(text: string): number | null {
  return text.trim() === '' ? null : whole(text);
}

/** `9.5` per cent -> 950 ten-thousandths. */
export function rateFrom(text: string): number {
  return /^\d{1,4}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : 0;
}

/** 950 ten-thousandths -> `9.5`. */
export function percentText(rate: number): string {
  return String(rate / 100);
}

/** Without fen where there are none: `3000`, `199.5`. */
export function yuanText(amountFen: number | null): string {
  return amountFen === null ? '' : plainYuan(fen(amountFen)).replace(/\.?0+$/, '') || '0';
}

/** `18:30` -> minutes of the day. */
export function minuteOf(text: string, otherwise: number): number {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return otherwise;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  // A day that is typed to 00:00 means its end.
  return minute === 0 && otherwise === 1_440 ? 1_440 : Math.min(minute, 1_440);
}

/** Minutes of the day -> `18:30`; its end as `00:00`. */
export function clock(minute: number): string {
  const inDay = minute % 1_440;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}
