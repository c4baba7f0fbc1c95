import type { ReportFigure, ReportPage } from '../../shared/contract/reports.ts';
import { cellText, reportWord } from '../../shared/i18n/report-cells.ts';
import { useWords } from '../client/use-words.ts';

/** The figures a report is about: the first one large, each with what it stands beside. */
export function Headline({ page }: { readonly page: ReportPage }) {
  const { t, language } = useWords();
  const reached = page.figures.find(({ key }) => key === 'reached')?.value ?? null;
  const isNow =
    page.name === 'today' && page.figures.some((f) => f.key === 'sale_count' && f.was === null);
  const beside = isNow
    ? t('reports.besideNow')
    : page.name === 'today'
      ? t('reports.besideDay')
      : besideText(page);
  return (
    <div className="card headline" data-testid="report-headline">
      <dl>
        {page.figures
          .filter(({ value }) => value !== null)
          .map((figure, i) => (
            <div key={figure.key} data-first={i === 0 || undefined} data-figure={figure.key}>
              <dt>{reportWord('figures', figure.key, language)}</dt>
              <dd>
                <Value figure={figure} />
                {figure.was !== null && (
                  <span className="quiet-text">
                    {beside} {cellText(figure.was, figure, language)}
                  </span>
                )}
              </dd>
            </div>
          ))}
      </dl>
      {reached !== null && (
        <progress
          aria-label={reportWord('figures', 'reached', language)}
          value={Math.min(reached, 10_000)}
          max={10_000}
        />
      )}
    </div>
  );
}

function Value({ figure }: { readonly figure: ReportFigure }) {
  const { language } = useWords();
  const text = cellText(figure.value, figure, language);
  if (figure.kind !== 'fen') return <b>{text}</b>;
  return (
    <b>
      <span className="yuan">￥</span>
      {text}
    </b>
  );
}

function besideText(page: ReportPage): string {
  if (!page.beside) return '';
  const { from, to } = page.beside;
  return from === to ? from : `${from} – ${to}`;
}
