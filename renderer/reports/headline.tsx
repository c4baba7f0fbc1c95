import type { ReportFigure, ReportPage } from '../../shared/contract/reports.ts';
import { cellText, reportWord } from '../../shared/i18n/report-cells.ts';
import { useWords } from '../client/use-words.ts';

/** The figures a report is about: the first one large, each with what it stands beside. */
export function Headline(props: { readonly page: ReportPage; readonly besideWords: string }) {
  const { language } = useWords();
  const { page, besideWords } = props;
  const reached = page.figures.find(({ key }) => key === 'reached')?.value ?? null;
  const shown = page.figures.filter(({ value }) => value !== null);
  return (
    <div className="card headline" data-testid="report-headline">
      <dl>
        {shown.map((figure, i) => (
          <div key={figure.key} data-first={i === 0 || undefined} data-figure={figure.key}>
            <dt>{reportWord('figures', figure.key, language)}</dt>
            <dd>
              <Value figure={figure} />
              {figure.was !== null && (
                <span className="quiet-text">
                  {besideWords} {cellText(figure.was, figure, language)} {changeText(figure)}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {reached !== null && (
        <progress
          aria-label={reportWord('figures', 'reached', language)}
          value={Math.min(Math.max(reached, 0), 10_000)}
          max={10_000}
        />
      )}
      {page.notes.length > 0 && (
        <ul className="quiet-text headline-notes">
          {page.notes.map((note) => (
            <li key={note}>{reportWord('notes', note, language)}</li>
          ))}
        </ul>
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

/** `+6.3%`, `−0.4%`; nothing where it stayed the same or cannot be said. */
function changeText({ change }: ReportFigure): string {
  if (change === null || change === 0) return '';
  const percent = (Math.abs(change) / 100).toFixed(1);
  return change > 0 ? `+${percent}%` : `−${percent}%`;
}
