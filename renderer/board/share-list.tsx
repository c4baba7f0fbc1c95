import type { BoardShare } from '../../shared/contract/board.ts';
import { useWords } from '../client/use-words.ts';
import { wallAmount } from './wall-amount.ts';

/** Takings by brand or by category, the most first. */
export function ShareList(props: {
  readonly title: string;
  readonly shares: readonly BoardShare[];
  readonly testId: string;
}) {
  const { t } = useWords();
  const { title, shares, testId } = props;
  return (
    <section className="board-card">
      <h2>{title}</h2>
      {shares.length === 0 && <p className="board-quiet">{t('board.nothingSold')}</p>}
      <ul className="board-rows">
        {shares.map(({ name, unitCount, netFen }) => (
          <li key={name ?? ' rest'} data-testid={testId} data-fen={netFen}>
            <span>
              {name === null ? t('board.others') : name || t('board.nameless')}{' '}
              <small>{t('board.units', { count: unitCount })}</small>
            </span>
            <b>{wallAmount(netFen)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
