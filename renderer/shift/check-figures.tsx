import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Money, yuan } from '../components/money.tsx';

/** What was counted, what should be there, and the difference, read from a metre away. */
export function CheckFigures(props: {
  readonly rows: readonly { readonly name: string; readonly fen: number }[];
  readonly difference: number;
}) {
  const { t } = useWords();
  const { difference } = props;
  return (
    <dl className="card check-figures">
      {props.rows.map((row) => (
        <div key={row.name}>
          <dt>{row.name}</dt>
          <dd>
            <Money amount={row.fen} sign />
          </dd>
        </div>
      ))}
      <div data-tone={difference === 0 ? 'fine' : 'needs'}>
        <dt>{t(differenceWord(difference))}</dt>
        <dd data-testid={testIds.overShort} data-fen={difference}>
          {difference !== 0 && <Money amount={Math.abs(difference)} sign />}
        </dd>
      </div>
    </dl>
  );
}

/** Every count of this counting, so that a second one never hides the first. */
export function CountHistory() {
  const { t, time } = useWords();
  const counts = useQuery(reads.shift.counts.queryOptions());
  const list = counts.data ?? [];
  if (list.length < 2) return null;
  return (
    <section className="card panel" data-testid={testIds.countHistory}>
      <h2>{t('shift.counts')}</h2>
      <ul className="count-history">
        {list.map((count) => (
          <li key={count.seq}>
            <span>{t('shift.attempt', { seq: count.seq })}</span>
            <span className="quiet-text">
              {time(count.at)} · {count.byName}
              {!count.isStanding && ` · ${t('shift.soldSince')}`}
            </span>
            <b className="figures">
              <Money amount={count.countedFen} />
            </b>
            <span className="figures plain">{signed(count.overShortFen)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function signed(amount: number): string {
  return amount > 0 ? `+${yuan(amount)}` : yuan(amount);
}

function differenceWord(difference: number) {
  if (difference === 0) return 'shift.even';
  return difference > 0 ? 'shift.over' : 'shift.short';
}
