import { useMemo } from 'react';
import type { BoardView } from '../../shared/contract/board.ts';
import type { ReportChart } from '../../shared/contract/reports.ts';
import { useWords } from '../client/use-words.ts';
import { Chart } from '../reports/chart.tsx';

/** Takings of each hour beside the target of that hour; the running hour is lighter. */
export function HourChart({ view }: { view: BoardView }) {
  const { t } = useWords();
  const { hours, curveDays } = view;
  const hasTarget = view.takings.target !== null;
  const chart = useMemo(() => chartOf(hours, hasTarget), [hours, hasTarget]);
  const names = {
    net: t('board.legendToday'),
    running: t('board.legendRunning'),
    target: t('board.legendTarget'),
  };
  const curve = curveDays > 0 ? t('board.curveOwn', { count: curveDays }) : t('board.curveEven');
  return (
    <section className="board-card board-hours">
      <h2>{t('board.hours')}</h2>
      {hasTarget || hours.some(({ netFen }) => netFen !== 0) ? (
        <Chart chart={chart} title={t('board.hours')} names={names} />
      ) : (
        <p className="board-quiet">{t('board.nothingSold')}</p>
      )}
      {hasTarget && (
        <p className="board-quiet" data-testid="board-curve" data-days={curveDays}>
          {curve}
        </p>
      )}
    </section>
  );
}

function chartOf(hours: BoardView['hours'], hasTarget: boolean): ReportChart {
  const values = (when: 'past' | 'running') =>
    hours.map((each) => (each.when === when ? each.netFen : null));
  // No line leads down to hours in which nothing is meant to be sold.
  const target = hours.map(({ targetFen }) => targetFen || null);
  return {
    shape: 'bars',
    kind: 'fen',
    places: hours.map(({ hour }) => hour),
    placeKind: 'word',
    placeWords: 'hour',
    series: [
      { key: 'net', values: values('past'), tone: 'main' },
      { key: 'running', values: values('running'), tone: 'running' },
      ...(hasTarget ? [{ key: 'target', values: target, tone: 'beside' } as const] : []),
    ],
  };
}
