import type { BoardCampaign, BoardFlash } from '../../shared/contract/board.ts';
import { useWords } from '../client/use-words.ts';
import { wallAmount } from './wall-amount.ts';

const SHOWN = 5;

/** What is left of each limited offer: a bar, the figure, and until when; red where a fifth or less is left. */
export function FlashList(props: {
  readonly flash: readonly BoardFlash[];
  readonly campaign: BoardCampaign;
}) {
  const { t } = useWords();
  const { flash, campaign } = props;
  const hidden = flash.length - SHOWN;
  return (
    <section className="board-card">
      <h2>{t('board.flash')}</h2>
      {flash.length === 0 && (
        <p className="board-quiet" data-testid="board-no-flash">
          {t(campaign.state === 'running' ? 'board.noFlash' : 'board.noPromotion')}
        </p>
      )}
      <ul className="board-flash">
        {flash.slice(0, SHOWN).map((item) => (
          <FlashRow key={item.promotionId} item={item} />
        ))}
      </ul>
      {hidden > 0 && <p className="board-quiet">{t('board.moreFlash', { count: hidden })}</p>}
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
      <div className="board-bar" aria-hidden="true">
        <i style={{ inlineSize: `${part}%` }} />
      </div>
      <p className="board-quiet">
        {priceFen !== null && `￥${wallAmount(priceFen)} · `}
        {useWhen(item)}
      </p>
      <p className="board-quiet board-end">{t('board.flashOf', { count: totalCount })}</p>
    </li>
  );
}

function useWhen({ state, isWholeDay, changesAt }: BoardFlash): string {
  const { t, time } = useWords();
  if (state === 'coming') return t('board.flashFrom', { time: time(changesAt) });
  return isWholeDay ? t('board.flashWholeDay') : t('board.flashUntil', { time: time(changesAt) });
}
