import type { ReportChart } from '../../shared/contract/reports.ts';
import type { Language } from '../../shared/i18n/refusals.ts';
import { cellText } from '../../shared/i18n/report-cells.ts';

/** A place on the axis, short: `6-18` for a date, `9` for 09:00. */
export function placeText(chart: ReportChart, place: string, language: Language): string {
  if (chart.placeKind === 'date') return shortDate(place, language);
  if (chart.placeWords === 'hour') return language === 'en' ? `${place}h` : `${Number(place)}时`;
  const words = chart.placeWords === undefined ? {} : { words: chart.placeWords };
  return cellText(place, { kind: chart.placeKind, ...words }, language);
}

/** A value beside the axis: `6万`, `60k`, `-50`. */
export function axisText(value: number, kind: ReportChart['kind'], language: Language): string {
  const amount = kind === 'fen' ? value / 100 : value;
  const size = Math.abs(amount);
  if (language !== 'en' && size >= 10_000) return `${trimmed(amount / 10_000)}万`;
  if (language === 'en' && size >= 1_000_000) return `${trimmed(amount / 1_000_000)}M`;
  if (language === 'en' && size >= 10_000) return `${trimmed(amount / 1000)}k`;
  return trimmed(amount);
}

/** Whether the places follow one another, as dates and hours do and brands do not. */
export function isOrdered(chart: Pick<ReportChart, 'placeKind' | 'placeWords'>): boolean {
  return chart.placeKind === 'date' || chart.placeWords === 'hour';
}

/**
 * The labels of an axis so that none touches the next: of dates and hours every `step`-th stands, names all stand
 * and long ones are cut.
 */
export function axisLabels(
  chart: Pick<ReportChart, 'placeKind' | 'placeWords'>,
  room: { readonly texts: readonly string[]; readonly widthPx: number; readonly emPx: number },
): { readonly texts: readonly string[]; readonly step: number } {
  const each = room.widthPx / room.emPx / Math.max(1, room.texts.length);
  if (!isOrdered(chart)) return { texts: room.texts.map((text) => cut(text, each - 0.5)), step: 1 };
  const widest = Math.max(0, ...room.texts.map(widthOf));
  return { texts: room.texts, step: Math.max(1, Math.ceil((widest + 1) / each)) };
}

function shortDate(date: string, language: Language): string {
  const [year = '', month = '', day] = date.split('-');
  if (day !== undefined) return `${Number(month)}-${Number(day)}`;
  return language === 'en' ? `${year}-${month}` : `${Number(month)}月`;
}

/** The first letters of a text that fit into so many em. */
function cut(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(letters.join('')) + 1 > room) letters.pop();
  return `${letters.join('')}…`;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(1))).replace('-', '−');
}

/** In em: a Chinese character takes one, a letter or digit about half of it. */
function widthOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c > '\u2E7F' ? 1 : 0.58), 0);
}
