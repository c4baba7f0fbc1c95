import type { BoardCampaign, BoardFlash } from '../../shared/contract/board.ts';
import { useWords } from '../client/use-words.ts';
import { wallAmount } from './wall-amount.ts';

const ON_A_PAGE = 4;
/** Where there are more than fit, the next ones take their place after so long. */
const TURN_EVERY_MS = 10_000;

/** What is left of each limited offer: a bar, the figure, and until when; red where a fifth or less is left. */
export function FlashList(props: {
  readonly flash: readonly BoardFlash[];
  readonly campaign: BoardCampaign;
  readonly now: number;
}) {
  const { t } = useWords();
  const { flash, campaign, now } = props;
  const pages = Math.ceil(flash.length / ON_A_PAGE);
  const page = pages > 1 ? Math.floor(now / TURN_EVERY_MS) % pages : 0;
  return (
    <section className="board-card">
      <h2>
        {t('board.flash')}
        {pages > 1 && (
          <span className="board-quiet">
            {page + 1} / {pages}
          </span>
        )}
      </h2>
      {flash.length === 0 && (
        <p className="board-quiet" data-testid="board-no-flash">
          {t(campaign.state === 'running' ? 'board.noFlash' : 'board.noPromotion')}
        </p>
      )}
      <ul className="board-flash">
        {flash.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE).map((item) => (
          <FlashRow key={item.promotionId} item={item} />
        ))}
      </ul>
    </section>
  );
}

function FlashRow({ item }: { item: BoardFlash }) {
  const { t } = useWords();
  const { title, priceFen, leftCount, totalCount, state } = item;
  const tone = state === 'coming' ? 'coming' : item.isScarce ? 'scarce' : 'plenty';
  const part = totalCount > 0 ? (leftCount * 100) / totalCount : 0;
  return (
    <li
      data-testid="board-flash"
      data-promotion={item.promotionId}
      data-left={leftCount}
      data-tone={tone}
      data-state={state}
    >
      <p className="board-flash-title">{title}</p>
      <p className="board-flash-left">
        <span className="hidden-label">
          {t('board.flashLeft', { title, left: leftCount, total: totalCount })}
        </span>
        <b aria-hidden="true">{state === 'sold_out' ? t('board.flashGone') : leftCount}</b>
      </p>
      <div className="board-flash-foot">
        <p className="board-quiet">
          {priceFen !== null && `￥${wallAmount(priceFen)} · `}
          {useWhen(item)}
        </p>
        <div className="board-bar" aria-hidden="true">
          <i style={{ inlineSize: `${part}%` }} />
        </div>
      </div>
    </li>
  );
}

function useWhen({ state, isWholeDay, changesAt }: BoardFlash): string {
  const { t, time } = useWords();
  if (state === 'coming') return t('board.flashFrom', { time: time(changesAt) });
  return isWholeDay ? t('board.flashWholeDay') : t('board.flashUntil', { time: time(changesAt) });
}
