import type { ReportChart } from '../../shared/contract/reports.ts';
import type { Language } from '../../shared/i18n/refusals.ts';
import { cellText } from '../../shared/i18n/report-cells.ts';

/** A place on the axis, short: `6-18` for a date, `9` for 09:00. */
export function placeText(chart: ReportChart, place: string, language: Language): string {
  if (chart.placeKind === 'date') return shortDate(place, language);
  if (chart.placeWords === 'hour') return language === 'en' ? `${place}h` : `${Number(place)}时`;
  const words = chart.placeWords === undefined ? {} : { words: chart.placeWords };
  return cut(cellText(place, { kind: chart.placeKind, ...words }, language));
}

/** A value beside the axis: `6万`, `60k`, `-50`. */
export function axisText(value: number, kind: ReportChart['kind'], language: Language): string {
  const amount = kind === 'fen' ? value / 100 : value;
  const size = Math.abs(amount);
  if (language !== 'en' && size >= 10_000) return `${trimmed(amount / 10_000)}万`;
  if (language === 'en' && size >= 1_000_000) return `${trimmed(amount / 1_000_000)}M`;
  if (language === 'en' && size >= 10_000) return `${trimmed(amount / 1000)}k`;
  return trimmed(amount).replace('-', '−');
}

/** Every how many places a label stands, so that none touches the next. */
export function labelStep(texts: readonly string[], widthPx: number, emPx: number): number {
  const widest = Math.max(0, ...texts.map(widthOf));
  const each = (widest + 1) * emPx;
  return Math.max(1, Math.ceil((texts.length * each) / Math.max(1, widthPx)));
}

function shortDate(date: string, language: Language): string {
  const [year = '', month = '', day] = date.split('-');
  if (day !== undefined) return `${Number(month)}-${Number(day)}`;
  return language === 'en' ? `${year}-${month}` : `${Number(month)}月`;
}

function cut(text: string): string {
  return text.length > 9 ? `${text.slice(0, 8)}…` : text;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** In em: a Chinese character takes one, a letter or digit about half of it. */
function widthOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c > '\u2E7F' ? 1 : 0.58), 0);
}
