import type { BoardView } from '../../shared/contract/board.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { wallAmount, wallRate } from './wall-amount.ts';

type Takings = BoardView['takings'];

/** The one loud figure of the wall: what was taken today, against the target and a year ago. */
export function TakingsCard(props: { readonly takings: Takings; readonly onTarget: () => void }) {
  const { t } = useWords();
  const { netFen, saleCount } = props.takings;
  return (
    <section className="board-card board-takings">
      <h2>
        {t('board.today')}
        <span className="board-quiet" data-testid="board-sales" data-count={saleCount}>
          {t('board.sales', { count: saleCount })}
        </span>
      </h2>
      <p className="board-amount" data-testid="board-takings" data-fen={netFen}>
        <span className="yuan">￥</span>
        {wallAmount(netFen)}
      </p>
      <TargetBar {...props} />
      <LastYear takings={props.takings} />
    </section>
  );
}

function TargetBar({ takings, onTarget }: { takings: Takings; onTarget: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const { target, netFen, dueByNowFen } = takings;
  if (!target) {
    return (
      <p className="board-target board-quiet" data-testid="board-no-target">
        {t('board.noTarget')}
        {may('manage_promotions') && (
          <button type="button" className="button" onClick={onTarget}>
            {t('board.setTarget')}
          </button>
        )}
      </p>
    );
  }
  const rate = wallRate(netFen, target.fen);
  const words = { target: wallAmount(target.fen), rate };
  const lead = dueByNowFen === null ? 0 : netFen - dueByNowFen;
  return (
    <div className="board-target">
      <div className="board-bar" aria-hidden="true">
        <i style={{ inlineSize: `${Math.max(0, Math.min(100, rate))}%` }} />
        {dueByNowFen !== null && (
          <b style={{ insetInlineStart: `${Math.min(100, wallRate(dueByNowFen, target.fen))}%` }} />
        )}
      </div>
      <p className="board-pair">
        <span data-testid="board-target" data-fen={target.fen}>
          {t(rate >= 100 ? 'board.targetReached' : 'board.targetPart', words)}
        </span>
        <span data-lead={lead >= 0 ? 'ahead' : 'behind'}>
          {t(lead >= 0 ? 'board.ahead' : 'board.behind', { amount: wallAmount(Math.abs(lead)) })}
        </span>
      </p>
    </div>
  );
}

function LastYear({ takings }: { takings: Takings }) {
  const { t } = useWords();
  const { lastYear, netFen } = takings;
  if (!lastYear) {
    return (
      <p className="board-quiet" data-testid="board-no-last-year">
        {t('board.noLastYear')}
      </p>
    );
  }
  const { byNowFen } = lastYear;
  const rate = wallRate(Math.abs(netFen - byNowFen), byNowFen);
  return (
    <p className="board-pair board-quiet" data-testid="board-last-year" data-fen={byNowFen}>
      <span>{t('board.lastYear', { amount: wallAmount(byNowFen) })}</span>
      {byNowFen > 0 && <span>{t(netFen >= byNowFen ? 'board.more' : 'board.less', { rate })}</span>}
    </p>
  );
}
