import './browser-language.ts'; // before the chart library
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { ReportChart } from '../../shared/contract/reports.ts';
import { cellText } from '../../shared/i18n/report-cells.ts';
import 'uplot/dist/uPlot.min.css';
import { useWords } from '../client/use-words.ts';
import { axisLabels, axisText, isOrdered, placeText } from './chart-scale.ts';
import { useSeriesName } from './series-name.ts';

const HEIGHT_REM = 17;

/** A chart in the colours of the theme; what it shows stands in its summary and in the table behind it. */
export function Chart(props: {
  readonly chart: ReportChart;
  readonly title: string;
  /** What the lines and bars are called where the words of the reports do not fit. */
  readonly names?: Readonly<Record<string, string>>;
}) {
  const { chart, title, names } = props;
  const { t, language } = useWords();
  const columnName = useSeriesName();
  const nameOf = (key: string) => names?.[key] ?? columnName(key);
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<number | null>(null);
  useEffect(() => {
    const host = box.current;
    if (!host) return;
    let plot: uPlot | null = null;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(
        optionsOf(chart, { host, language, onPlace: setPlace }),
        dataOf(chart),
        host,
      );
    };
    // The font comes in pieces, and a canvas does not ask for the one a name needs.
    const style = getComputedStyle(host);
    const all = chart.places.map((place) => placeText(chart, place, language)).join('');
    void document.fonts
      .load(`${style.fontSize} ${style.fontFamily}`, all)
      .then((faces) => faces.length > 0 && plot && draw());
    // Also called at once, with the size that the box has now.
    const resized = new ResizeObserver(draw);
    resized.observe(host);
    const repainted = new MutationObserver(draw);
    const attributeFilter = ['data-theme', 'data-contrast', 'style'];
    repainted.observe(document.documentElement, { attributes: true, attributeFilter });
    return () => {
      resized.disconnect();
      repainted.disconnect();
      plot?.destroy();
    };
  }, [chart, language]);
  const words = { kind: chart.kind } as const;
  const saidPlace = place === null ? null : chart.places[place];
  return (
    <>
      <ul className="chart-legend" aria-hidden="true">
        {chart.series.map(({ key, tone, values }) => (
          <li key={key} data-tone={tone}>
            {nameOf(key)}
            {place !== null && <b>{cellText(values[place] ?? null, words, language)}</b>}
          </li>
        ))}
        {saidPlace !== undefined && saidPlace !== null && (
          <li className="quiet-text">{placeText(chart, saidPlace, language)}</li>
        )}
      </ul>
      <div
        ref={box}
        className="chart"
        role="img"
        aria-label={summaryOf(chart, { t, title, language })}
        data-testid="report-chart"
      />
    </>
  );
}

type Drawing = {
  readonly host: HTMLElement;
  readonly language: ReturnType<typeof useWords>['language'];
  readonly onPlace: (place: number | null) => void;
};

function summaryOf(
  chart: ReportChart,
  said: { t: ReturnType<typeof useWords>['t']; title: string; language: Drawing['language'] },
): string {
  const { t, title, language } = said;
  const values = chart.series[0]?.values ?? [];
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return t('reports.chartEmpty', { title });
  const most = Math.max(...known);
  return t('reports.chartSays', {
    title,
    count: values.length,
    most: cellText(most, { kind: chart.kind }, language),
    place: placeText(chart, chart.places[values.indexOf(most)] ?? '', language),
  });
}

function dataOf(chart: ReportChart): uPlot.AlignedData {
  return [chart.places.map((_, i) => i), ...chart.series.map(({ values }) => [...values])];
}

function optionsOf(chart: ReportChart, drawing: Drawing): uPlot.Options {
  const { host, language, onPlace } = drawing;
  const style = getComputedStyle(host);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  const em = Number.parseFloat(style.fontSize);
  const font = `${em}px ${style.fontFamily}`;
  const width = Math.max(160, host.clientWidth);
  const { texts, step } = axisLabels(chart, {
    texts: chart.places.map((place) => placeText(chart, place, language)),
    widthPx: width - 5 * em,
    emPx: em,
  });
  const line = { stroke: colour('--hairline'), width: 1 };
  return {
    width,
    height: Math.max(120, host.clientHeight || HEIGHT_REM * em),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    hooks: { setCursor: [(plot) => onPlace(plot.cursor.idx ?? null)] },
    scales: {
      x: { time: false, range: [-0.5, chart.places.length - 0.5] },
      y: { range: (_, low, high) => rangeOf(low, high) },
    },
    axes: [
      {
        stroke: colour('--ink-2'),
        font,
        size: 2.2 * em,
        grid: { show: false },
        ticks: { show: false },
        splits: () => texts.flatMap((_, i) => (i % step === 0 ? [i] : [])),
        values: (_, places) => places.map((at) => texts[at] ?? ''),
      },
      {
        stroke: colour('--ink-2'),
        font,
        size: 4.6 * em,
        grid: line,
        ticks: { show: false },
        incrs: INCREMENTS,
        values: (_, values) => values.map((value) => axisText(value, chart.kind, language)),
      },
    ],
    series: [{}, ...chart.series.map((each) => seriesOf(chart, each, colour))],
  };
}

/** 1, 2 and 5 of every size. */
const INCREMENTS = Array.from({ length: 12 }, (_, size) =>
  [1, 2, 5].map((n) => n * 10 ** size),
).flat();

/** From nothing up to a little more than the highest; below nothing where something is. */
function rangeOf(low: number, high: number): [number, number] {
  const top = Math.max(high, 0);
  const bottom = Math.min(low, 0);
  const room = (top - bottom) * 0.06 || 100;
  return [bottom === 0 ? 0 : bottom - room, top === 0 && bottom < 0 ? 0 : top + room];
}

function seriesOf(
  chart: ReportChart,
  { tone }: ReportChart['series'][number],
  colour: (token: string) => string,
): uPlot.Series {
  const points = { show: false };
  if (tone === 'goal') return { stroke: colour('--needs-edge'), width: 2, dash: [8, 6], points };
  if (tone === 'beside') {
    const stroke = colour('--ink-3');
    // Brands have no order, so no line leads from one to the next.
    return isOrdered(chart)
      ? { stroke, width: 2, dash: [3, 5], points }
      : { stroke, width: 2, paths: () => null, points: { show: true, size: 9, fill: stroke } };
  }
  const main = colour(tone === 'running' ? '--running' : '--done');
  if (chart.shape === 'lines') return { stroke: main, width: 3, points };
  const paths = uPlot.paths.bars?.({ size: [0.6, 56], radius: 0.08 });
  return { stroke: main, fill: main, width: 0, points, ...(paths ? { paths } : {}) };
}
