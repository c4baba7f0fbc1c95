import { useEffect, useRef } from 'react';
import type { CartLineView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { Money, quantityText, yuan } from '../components/money.tsx';
import { LineChips } from './line-chips.tsx';
import type { Sell } from './use-sell.ts';

/** One line as a card: what it is, how many, what it costs, and one row of chips for the rest. */
export function CartLine(props: {
  readonly line: CartLineView;
  readonly isSelected: boolean;
  readonly sell: Sell;
}) {
  const { t, gradeWords } = useWords();
  const { line, isSelected, sell } = props;
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const facts = [line.spec, gradeWords(line.energyGrade), line.colour];
  const isCheaper = line.netFen < line.listFen;
  return (
    <li
      ref={card}
      className="line card"
      aria-current={isSelected || undefined}
      data-testid={testIds.cartLine}
      data-sku={line.sku}
      data-line-id={line.lineId}
    >
      <button
        type="button"
        className="line-choose"
        aria-pressed={isSelected}
        aria-label={itemTitle(line)}
        onClick={() => {
          sell.choose(line.lineId);
          sell.bar.current?.focus();
        }}
      />
      <span className="tile" aria-hidden="true">
        {line.tile}
      </span>
      <div className="line-name">
        <b>{itemTitle(line)}</b>
        <span className="line-facts">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <button
        type="button"
        className="line-quantity"
        data-testid={testIds.lineQuantity}
        onClick={() => {
          sell.choose(line.lineId);
          sell.setMode({ kind: 'quantity', lineId: line.lineId });
        }}
      >
        {quantityText(line.quantityMilli)} {line.unitLabel}
        {line.quantityMilli !== 1000 && (
          <small>{t('sell.unitTimes', { price: yuan(line.unitPriceFen) })}</small>
        )}
      </button>
      <div className="line-amount" data-testid={testIds.lineAmount}>
        <b>
          <Money amount={line.netFen} />
        </b>
        {isCheaper && (
          <s>
            <span className="hidden-label">
              {t('sell.listPrice', { amount: yuan(line.listFen) })}
            </span>
            <span aria-hidden="true">{yuan(line.listFen)}</span>
          </s>
        )}
      </div>
      <LineChips line={line} sell={sell} isSelected={isSelected} />
    </li>
  );
}
