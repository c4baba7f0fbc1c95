import type { BoardRegister, BoardView } from '../../shared/contract/board.ts';
import { useWords } from '../client/use-words.ts';

/** How each register stands: selling, counting or closed, its pace and its last sale; and the printer. */
export function RegisterStrip(props: {
  readonly registers: readonly BoardRegister[];
  readonly printer: BoardView['printer'];
}) {
  const { t } = useWords();
  const { registers, printer } = props;
  return (
    <footer className="board-card board-strip">
      <ul aria-label={t('board.registers')}>
        {registers.map((register) => (
          <Register key={register.registerId} register={register} />
        ))}
        <li data-testid="board-printer" data-state={printer}>
          <i aria-hidden="true" />
          <span>{t(printer === 'ready' ? 'board.printerReady' : 'board.printerTrouble')}</span>
        </li>
      </ul>
    </footer>
  );
}

function Register({ register }: { register: BoardRegister }) {
  const { t, time } = useWords();
  const { registerId, state, saleCount, lastSaleAt, averageMs } = register;
  const number = Number(registerId.replace(/\D/g, '')) || registerId;
  const duration = useDuration();
  return (
    <li data-testid="board-register" data-state={state}>
      <i aria-hidden="true" />
      <b>{t('board.register', { number })}</b>
      <span>{t(`board.states.${state}`)}</span>
      <span>{t('board.sales', { count: saleCount })}</span>
      {averageMs !== null && <span>{t('board.average', { duration: duration(averageMs) })}</span>}
      <span>
        {lastSaleAt === null
          ? t('board.noSaleYet')
          : t('board.lastSale', { time: time(lastSaleAt) })}
      </span>
    </li>
  );
}

/** `112000` -> `1分52秒`. */
function useDuration(): (ms: number) => string {
  const { t } = useWords();
  return (ms) => {
    const all = Math.round(ms / 1000);
    const [minutes, seconds] = [Math.floor(all / 60), all % 60];
    return minutes > 0 ? t('board.minutes', { minutes, seconds }) : t('board.seconds', { seconds });
  };
}
