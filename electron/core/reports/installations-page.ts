import type { Cell } from '../../../shared/contract/reports.ts';
import { type TicketLoad, ticketLoad } from './installation-load-table.ts';
import { figure, type PageAsked, type PageParts, table } from './report-parts.ts';
import { dayCount, eachDate } from './report-period.ts';

const SLOTS = ['morning', 'afternoon', 'evening'] as const;
/** A ticket in one of these is off the crew's hands. */
const ENDED: readonly string[] = ['accepted', 'done', 'cancelled'];

/** How much the crew has to do on each promised day, and in which state the tickets stand. */
export function installationsPage({ source, period, beside }: PageAsked): PageParts {
  const load = ticketLoad(source.db, period);
  const open = load.filter(({ state }) => !ENDED.includes(state));
  const countIn = (date: string, slot: string) =>
    countOf(load.filter((each) => each.date === date && each.slot === slot));
  const busy = new Set(load.map(({ date }) => date));
  const dates = dayCount(period) > 62 ? [...busy] : eachDate(period);
  const states = [...Map.groupBy(load, ({ state }) => state)];
  return {
    figures: [
      figure(
        'ticket_count',
        'count',
        countOf(load),
        beside && countOf(ticketLoad(source.db, beside)),
      ),
      figure('open_count', 'count', countOf(open)),
      figure('install_count', 'count', countOf(load.filter((l) => l.type === 'deliver_install'))),
      figure('busiest', 'count', Math.max(0, ...dates.map((date) => dayLoad(load, date)))),
    ],
    chart: {
      shape: 'bars',
      kind: 'count',
      places: dates,
      placeKind: 'date',
      series: [{ key: 'ticket_count', values: dates.map((d) => dayLoad(load, d)), tone: 'main' }],
    },
    tables: [
      table({
        key: 'load',
        columns: [
          { key: 'date', kind: 'date' },
          ...SLOTS.map((key) => ({ key, kind: 'count' }) as const),
          { key: 'ticket_count', kind: 'count' },
        ],
        rows: dates
          .filter((date) => busy.has(date))
          .map((date): readonly Cell[] => [
            date,
            ...SLOTS.map((slot) => countIn(date, slot)),
            dayLoad(load, date),
          ]),
        sums: [...SLOTS, 'ticket_count'],
      }),
      table({
        key: 'states',
        columns: [
          { key: 'state', kind: 'word', words: 'state' },
          { key: 'ticket_count', kind: 'count' },
        ],
        rows: states.map(([state, own]): readonly Cell[] => [state, countOf(own)]),
        sums: ['ticket_count'],
      }),
    ],
    notes: [],
  };
}

function dayLoad(load: readonly TicketLoad[], date: string): number {
  return countOf(load.filter((each) => each.date === date));
}

function countOf(load: readonly TicketLoad[]): number {
  return load.reduce((sum, { count }) => sum + count, 0);
}
