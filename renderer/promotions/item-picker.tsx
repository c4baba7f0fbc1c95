import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { yuan } from '../components/money.tsx';
import { useGoodTitles } from './use-promotion-summary.ts';

const FOUND = 8;

/** Goods by name: found as at the till, shown with their title, each with a way out; with how many where that counts. */
export function ItemPicker(props: {
  readonly label: string;
  readonly skus: readonly string[];
  readonly onSkus: (skus: readonly string[]) => void;
  readonly quantities?: ReadonlyMap<string, string>;
  readonly onQuantity?: (sku: string, quantity: string) => void;
  readonly testId: string;
}) {
  const { t } = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const found = useQuery(
    reads.catalog.search.queryOptions({ text, limit: FOUND }, { enabled: text.trim() !== '' }),
  );
  const titleOf = useGoodTitles(props.skus);
  const take = (sku: string) => {
    if (!props.skus.includes(sku)) props.onSkus([...props.skus, sku]);
    setText('');
  };
  const results = text.trim() === '' ? [] : (found.data ?? []);
  return (
    <div className="field item-picker" data-testid={props.testId}>
      <label htmlFor={id}>{props.label}</label>
      {props.skus.length > 0 && (
        <ul className="picked">
          {props.skus.map((sku) => (
            <li key={sku}>
              <span>{titleOf(sku)}</span>
              {props.onQuantity && (
                <input
                  className="input quantity"
                  inputMode="numeric"
                  aria-label={`${t('promotions.form.quantity')} ${titleOf(sku)}`}
                  maxLength={2}
                  value={props.quantities?.get(sku) ?? '1'}
                  onChange={(event) => props.onQuantity?.(sku, event.target.value)}
                />
              )}
              <button
                type="button"
                className="button quiet"
                aria-label={t('promotions.form.remove', { name: titleOf(sku) })}
                onClick={() => props.onSkus(props.skus.filter((one) => one !== sku))}
              >
                <X size={18} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        className="input"
        autoComplete="off"
        placeholder={t('promotions.form.findGoods')}
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const [first] = results;
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (first) take(first.sku);
        }}
      />
      {results.length > 0 && (
        <ul className="picker-results">
          {results.map((item) => (
            <li key={item.sku}>
              <button type="button" className="button quiet" onClick={() => take(item.sku)}>
                <span className="cut">{itemTitle(item)}</span>
                <b>{item.listFen === null ? '' : yuan(item.listFen)}</b>
              </button>
            </li>
          ))}
        </ul>
      )}
      {text.trim() !== '' && found.isSuccess && results.length === 0 && (
        <p className="quiet-text">{t('promotions.form.noGoods')}</p>
      )}
    </div>
  );
}
