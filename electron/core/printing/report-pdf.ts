import type { ReportPage, ReportTable } from '../../../shared/contract/reports.ts';
import type { Language } from '../../../shared/i18n/refusals.ts';
import { cellText, isNumeric, reportWord } from '../../../shared/i18n/report-cells.ts';
import { reportsEn, reportsZh } from '../../../shared/i18n/report-words.ts';
import { a4Pdf } from './a4-output.ts';
import type { A4Page } from './a4-page.ts';
import { type A4Section, reportPages } from './a4-report.ts';

/** What stands at the head and foot of a printed report. */
export type ReportHeading = {
  readonly store: string;
  readonly printed: string; // by whom and when
  readonly language: Language;
};

/** A report as an A4 PDF: its figures, then each table with its totals. */
export function reportPdf(page: ReportPage, heading: ReportHeading): Uint8Array {
  return a4Pdf(reportA4(page, heading), reportWord('names', page.name, heading.language));
}

/** The same as pages, for a picture. */
export function reportA4(page: ReportPage, heading: ReportHeading): readonly A4Page[] {
  const { language } = heading;
  const words = language === 'en' ? reportsEn : reportsZh;
  const title = `${words.title} · ${reportWord('names', page.name, language)}`;
  const dates = page.from === page.to ? page.to : `${page.from} – ${page.to}`;
  const beside = page.beside ? ` / ${page.beside.from} – ${page.beside.to}` : '';
  const notes = page.notes.map((note) => reportWord('notes', note, language));
  return reportPages({
    title,
    lines: [`${heading.store} · ${dates}${beside}`, heading.printed, ...notes],
    sections: [figureSection(page, language), ...page.tables.map((t) => section(t, language))],
    foot: `${heading.store} · ${title}`,
    isLandscape: page.tables.some(({ columns }) => columns.length > 8),
  });
}

function figureSection(page: ReportPage, language: Language): A4Section {
  const shown = page.figures.filter(({ value }) => value !== null);
  return {
    columns: shown.map(({ key }) => ({
      title: reportWord('figures', key, language),
      width: 1,
      align: 'right',
    })),
    rows: [shown.map(({ value, kind }) => cellText(value, { kind }, language))],
  };
}

function section(table: ReportTable, language: Language): A4Section {
  const { total, nothing } = language === 'en' ? reportsEn : reportsZh;
  const textOf = (row: ReportTable['rows'][number]) =>
    table.columns.map((column, i) => cellText(row[i] ?? null, column, language));
  const totals = table.totals ? [[total, ...textOf(table.totals).slice(1)]] : [];
  return {
    heading: reportWord('tables', table.key, language),
    columns: table.columns.map(({ key, kind }) => ({
      title: reportWord('columns', key, language),
      width: isNumeric(kind) ? 11 : 15,
      align: isNumeric(kind) ? 'right' : 'left',
    })),
    rows: table.rows.map(textOf),
    totals,
    ...(table.rowCount === 0 ? { note: nothing } : {}),
  };
}
