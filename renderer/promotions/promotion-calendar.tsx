import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import type { PromotionRow } from '../../shared/contract/promotions.ts';
import { MONTHS_EN } from '../../shared/i18n/moment-words.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { ScrollArea } from '../components/scroll-area.tsx';
import { type Bar, barsOf, type Month, monthOf, movedBy, spanOf } from './calendar-bars.ts';
import { endText, momentText } from './local-time.ts';

/** A month of promotions as bars; on a narrow screen the same as a list. */
export function PromotionCalendar(props: { readonly onOpen: (row: PromotionRow) => void }) {
  const { t, language } = useWords();
  const status = useQuery(reads.system.status.queryOptions());
  const [chosen, setChosen] = useState<Month | null>(null);
  const month = chosen ?? monthOf(status.data?.now ?? Date.now());
  const read = useQuery(
    reads.promotions.list.queryOptions(
      { standing: null, campaign: null, between: spanOf(month) },
      { placeholderData: keepPreviousData },
    ),
  );
  const list = read.data?.ok ? read.data.value : null;
  if (!list) return null;
  const bars = barsOf(list.rows, month, list.now);
  const days = Array.from({ length: month.dayCount }, (_, i) => i + 1);
  const style = { '--days': month.dayCount } as CSSProperties;
  const title = t('promotions.month', {
    year: month.year,
    month: language === 'en' ? (MONTHS_EN[month.month - 1] ?? '') : month.month,
  });
  return (
    <section className="card panel calendar" data-testid="promotion-calendar">
      <div className="row wrap">
        <button
          type="button"
          className="button"
          aria-label={t('promotions.monthBefore')}
          onClick={() => setChosen(movedBy(month, -1))}
        >
          <ChevronLeft size={20} aria-hidden="true" />
        </button>
        <h2>{title}</h2>
        <button
          type="button"
          className="button"
          aria-label={t('promotions.monthAfter')}
          onClick={() => setChosen(movedBy(month, 1))}
        >
          <ChevronRight size={20} aria-hidden="true" />
        </button>
      </div>
      {bars.length === 0 ? (
        <p className="empty">{t('promotions.noneInMonth')}</p>
      ) : (
        <ScrollArea className="scroll-x" label={title}>
          <div className="calendar-grid" style={style} lang={language}>
            <div className="calendar-days" aria-hidden="true">
              {days.map((day) => (
                <span
                  key={day}
                  data-today={day === month.today || undefined}
                  data-weekend={isWeekend(month, day) || undefined}
                >
                  {day}
                </span>
              ))}
            </div>
            <ul>
              {bars.map((bar) => (
                <CalendarRow
                  key={bar.row.promotionId}
                  bar={bar}
                  dayCount={month.dayCount}
                  onOpen={props.onOpen}
                />
              ))}
            </ul>
          </div>
        </ScrollArea>
      )}
    </section>
  );
}

/** Its days as a bar of just that length, and over it, from the bar's nearer end on, the words, which may be longer. */
function CalendarRow(props: {
  readonly bar: Bar;
  readonly dayCount: number;
  readonly onOpen: (row: PromotionRow) => void;
}) {
  const { t } = useWords();
  const { dayCount } = props;
  const { row, fromDay, toDay, isCutLeft, isCutRight } = props.bar;
  const { name, window } = row.definition;
  const isLate = fromDay - 1 > dayCount - toDay;
  const aside = isLate ? dayCount - toDay : fromDay - 1;
  return (
    <li className="calendar-row">
      <span
        className="bar"
        style={{ gridColumn: `${fromDay} / ${toDay + 1}` }}
        data-standing={row.standing}
        data-late={isLate || undefined}
        data-cut-left={isCutLeft || undefined}
        data-cut-right={isCutRight || undefined}
      />
      <button
        type="button"
        className="bar-words"
        style={{ '--aside': `${(100 * aside) / dayCount}%` } as CSSProperties}
        data-late={isLate || undefined}
        onClick={() => props.onOpen(row)}
      >
        <b>{name}</b>
        <small>
          {t(`promotions.standing.${row.standing}`)} · {momentText(window.fromAt)} –{' '}
          {endText(window.toAt)}
        </small>
      </button>
    </li>
  );
}

function isWeekend({ year, month }: Month, day: number): boolean {
  return [0, 6].includes(new Date(Date.UTC(year, month - 1, day)).getUTCDay());
}
