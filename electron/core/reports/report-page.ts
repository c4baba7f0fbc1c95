import type { Answer } from '../../../shared/contract/answer.ts';
import {
  REPORT_NAMES,
  type ReportInput,
  type ReportName,
  type ReportPage,
  type ReportStanding,
} from '../../../shared/contract/reports.ts';
import { ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { dayCutoff } from '../settings/setting-table.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import type { Actor, Till } from '../till.ts';
import { heldMoneyPage } from './held-money-page.ts';
import { installationsPage } from './installations-page.ts';
import { deductionsPage, marginPage, tendersPage } from './money-pages.ts';
import { overShortPage } from './over-short-page.ts';
import { REPORT_LIMITS } from './report-limits.ts';
import type { PageAsked, PageParts } from './report-parts.ts';
import { askedPeriod } from './report-period.ts';
import { openSource } from './report-source.ts';
import { returnsPage } from './returns-page.ts';
import { brandsPage, categoriesPage, daysPage, hoursPage, staffPage } from './sales-pages.ts';
import { targetOf } from './sales-target.ts';
import { salesTargets } from './sales-target-table.ts';
import { slowStockPage } from './slow-stock-page.ts';
import { todayPage } from './today-page.ts';

const PAGES: Readonly<Record<ReportName, (asked: PageAsked) => PageParts>> = {
  today: todayPage,
  days: daysPage,
  hours: hoursPage,
  brands: brandsPage,
  categories: categoriesPage,
  staff: staffPage,
  deductions: deductionsPage,
  margin: marginPage,
  tenders: tendersPage,
  over_short: overShortPage,
  returns: returnsPage,
  installations: installationsPage,
  slow_stock: slowStockPage,
  held_money: heldMoneyPage,
};

/** What a person may see of the reports: by role, or all of it for whoever holds the machine. */
export type Sight = { readonly seesMargin: boolean };

export function sightOf(actor: Actor): Sight {
  return { seesMargin: ROLE_GRANTS[actor.role].rights.has('see_margin') };
}

/**
 * A report with every row of its tables. Returns are taken off, practised sales never count, days are business
 * dates. Refuses `right_missing` for the margin, `period_invalid`.
 */
export function wholeReport(till: Till, sight: Sight, input: ReportInput): Answer<ReportPage> {
  if (input.name === 'margin' && !sight.seesMargin) {
    return refuse('right_missing', { right: 'see_margin' });
  }
  const asked = askedPeriod(input);
  if (!asked.ok) return asked;
  const { period, beside } = asked.value;
  const source = openSource(till.db);
  const today = todayOf(till);
  const parts = PAGES[input.name]({ till, source, period, beside, today, ...sight });
  return ok({ name: input.name, ...period, beside, ...parts });
}

/** A report as a screen shows it: the first rows of long tables. */
export function shownReport(till: Till, sight: Sight, input: ReportInput): Answer<ReportPage> {
  const page = wholeReport(till, sight, input);
  if (!page.ok) return page;
  const tables = page.value.tables.map((table) => ({
    ...table,
    rows: table.rows.slice(0, REPORT_LIMITS.rowsShown),
  }));
  return ok({ ...page.value, tables });
}

/** What the screen begins with. */
export function reportStanding(till: Till, actor: Actor): ReportStanding {
  const today = todayOf(till);
  const { rights } = ROLE_GRANTS[actor.role];
  const month = today.slice(0, 7);
  return {
    today,
    names: REPORT_NAMES.filter((name) => name !== 'margin' || rights.has('see_margin')),
    maySetTarget: rights.has('edit_settings'),
    mayExport: rights.has('export_data'),
    target: { month, dailyFen: targetOf(salesTargets(till.db), today) },
  };
}

/** The business date that is running: that of the open shift, else by the clock. */
function todayOf(till: Till): string {
  const shift = currentShiftOf(till.db, till.registerId);
  return shift?.businessDate ?? businessDate(till.clock.now(), dayCutoff(till.db));
}
