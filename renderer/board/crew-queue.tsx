import type { BoardView } from '../../shared/contract/board.ts';
import { useWords } from '../client/use-words.ts';

/** Nearly full: so many places are left. */
const FEW_LEFT = 1;

/** What the crew has promised for the coming half days, beside what it can do. */
export function CrewQueue({ queue }: { queue: BoardView['queue'] }) {
  const { t, day } = useWords();
  const { halfDays, capacity } = queue;
  const isIdle = halfDays.every(({ ticketCount }) => ticketCount === 0);
  const toneOf = (count: number) => {
    if (capacity === null) return 'plenty';
    if (count >= capacity) return 'scarce';
    return count > 0 && count >= capacity - FEW_LEFT ? 'few' : 'plenty';
  };
  return (
    <section className="board-card">
      <h2>{t('board.queue')}</h2>
      <ul className="board-rows">
        {halfDays.map(({ date, slot, ticketCount }) => (
          <li
            key={`${date} ${slot}`}
            data-testid="board-half-day"
            data-count={ticketCount}
            data-tone={toneOf(ticketCount)}
          >
            <span>
              {day(date)} {t(`slot.${slot}`)}
            </span>
            <b>
              {ticketCount}
              {capacity !== null && ` / ${capacity}`}
              {capacity !== null && ticketCount >= capacity && ` ${t('board.queueFull')}`}
            </b>
          </li>
        ))}
      </ul>
      {isIdle && <p className="board-quiet">{t('board.noQueue')}</p>}
      {!isIdle && capacity === null && <p className="board-quiet">{t('board.noCapacity')}</p>}
    </section>
  );
}
