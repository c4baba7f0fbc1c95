import { useState } from 'react';
import type { ReportChart, ReportTable } from '../../shared/contract/reports.ts';
import { useWords } from '../client/use-words.ts';
import { ScrollArea } from '../components/scroll-area.tsx';
import { Chart } from './chart.tsx';
import { SortedTable } from './sorted-table.tsx';

/** A chart, and behind it the same figures as a table. */
export function ChartCard(props: { readonly chart: ReportChart; readonly title: string }) {
  const { t } = useWords();
  const { chart, title } = props;
  const [isTable, setTable] = useState(false);
  return (
    <section className="card chart-card">
      <div className="segments chart-switch">
        {[false, true].map((asTable) => (
          <button
            key={String(asTable)}
            type="button"
            className="button"
            aria-pressed={asTable === isTable}
            data-testid={asTable ? 'chart-as-table' : 'chart-as-chart'}
            onClick={() => setTable(asTable)}
          >
            {asTable ? t('reports.asTable') : t('reports.chart')}
          </button>
        ))}
      </div>
      {isTable ? (
        <ScrollArea className="scroll-x chart-table" label={`${title} · ${t('reports.asTable')}`}>
          <SortedTable table={tableOf(chart)} caption={title} />
        </ScrollArea>
      ) : (
        <Chart chart={chart} title={title} />
      )}
    </section>
  );
}

/** The figures of a chart, a row a place. */
function tableOf(chart: ReportChart): ReportTable {
  const first = chart.placeWords === undefined ? {} : { words: chart.placeWords };
  return {
    key: 'chart',
    columns: [
      { key: placeName(chart), kind: chart.placeKind, ...first },
      ...chart.series.map(({ key }) => ({ key, kind: chart.kind })),
    ],
    rows: chart.places.map((place, i) => [
      place,
      ...chart.series.map(({ values }) => values[i] ?? null),
    ]),
    totals: null,
    rowCount: chart.places.length,
  };
}

function placeName(chart: ReportChart): string {
  if (chart.placeKey !== undefined) return chart.placeKey;
  if (chart.placeKind === 'date') return 'date';
  return chart.placeWords ?? 'goods';
}
