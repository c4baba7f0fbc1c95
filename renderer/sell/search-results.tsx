import { useEffect, useRef } from 'react';
import type { ItemCard } from '../../shared/contract/catalog.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { KeyHint } from '../components/key-hint.tsx';
import { Money, quantityText, yuan } from '../components/money.tsx';
import { readTyped } from './typed-text.ts';
import type { Search } from './use-search.ts';
import type { Sell } from './use-sell.ts';

/** What was found, over the cart and not in it: nothing moves. Digits can also be cash or a quantity. */
export function SearchResults(props: {
  readonly sell: Sell;
  readonly search: Search;
  readonly highlight: number;
}) {
  const { t } = useWords();
  const { sell, search, highlight } = props;
  const typed = readTyped(sell.text);
  const hasLines = sell.cart.lines.length > 0;
  return (
    <div className="results card">
      {hasLines && typed.amountFen !== null && (
        <button
          type="button"
          className="result-act"
          onClick={() => void sell.payment.pay(typed.amountFen).then((ok) => ok && sell.toFind())}
        >
          <span>{t('sell.payTyped', { amount: yuan(typed.amountFen) })}</span>
          <KeyHint action="payExact" />
        </button>
      )}
      {sell.selected && typed.quantityMilli !== null && sell.text.trim().length <= 3 && (
        <button
          type="button"
          className="result-act"
          onClick={() => {
            if (sell.selected && typed.quantityMilli !== null) {
              void sell.setQuantity(sell.selected.lineId, typed.quantityMilli);
              sell.toFind();
            }
          }}
        >
          <span>{t('sell.setQuantityTyped', { amount: quantityText(typed.quantityMilli) })}</span>
          <KeyHint action="quantity" />
        </button>
      )}
      <div
        id="search-results"
        role="listbox"
        aria-label={t('sell.results')}
        tabIndex={0}
        data-testid={testIds.searchResults}
      >
        {search.items.map((item, index) => (
          <Result
            key={item.sku}
            item={item}
            id={`result-${index}`}
            isHighlighted={index === highlight}
            onChoose={() => void sell.add(item.sku)}
          />
        ))}
      </div>
      {search.isEmpty && (
        <div className="result-none">
          <span>{t('sell.noResults', { text: sell.text.trim() })}</span>
          <button type="button" className="button" onClick={() => sell.setDialog('create')}>
            {t('sell.createIt')}
          </button>
        </div>
      )}
    </div>
  );
}

function Result(props: {
  item: ItemCard;
  id: string;
  isHighlighted: boolean;
  onChoose: () => void;
}) {
  const { t, gradeWords } = useWords();
  const { item } = props;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.isHighlighted) row.current?.scrollIntoView({ block: 'nearest' });
  }, [props.isHighlighted]);
  const facts = [item.spec, gradeWords(item.energyGrade), item.colour];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the bar's arrow keys and Enter choose
    // biome-ignore lint/a11y/useFocusableInteractive: the bar keeps the focus (aria-activedescendant)
    <div
      ref={row}
      id={props.id}
      role="option"
      aria-selected={props.isHighlighted}
      className="result"
      data-testid={testIds.searchResult}
      data-sku={item.sku}
      onClick={props.onChoose}
    >
      <span className="tile" aria-hidden="true">
        {item.tile}
      </span>
      <span className="result-name">
        <b>{itemTitle(item)}</b>
        <span className="quiet-text">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <span className="result-stock">
        {item.kind === 'goods' &&
          (item.stockMilli > 0 ? (
            t('sell.stock', { amount: quantityText(item.stockMilli) })
          ) : (
            <span className="chip needs">{t('sell.noStock')}</span>
          ))}
      </span>
      <span className="result-price">
        {item.listFen === null ? t('sell.noPrice') : <Money amount={item.listFen} />}
      </span>
    </div>
  );
}
