import { X } from 'lucide-react';
import type { Label } from '../../shared/contract/labels.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { Money } from '../components/money.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';

/** The goods to print labels for, with what will stand on them. */
export function LabelList(props: {
  readonly labels: readonly Label[];
  readonly onRemove: (sku: string) => void;
  readonly onClear: () => void;
}) {
  const { t } = useWords();
  const { labels, onRemove, onClear } = props;
  if (labels.length === 0) return <p className="card empty">{t('labels.none')}</p>;
  return (
    <section className="card label-list">
      <div className="row spread">
        <h2>{t('labels.chosen', { count: labels.length })}</h2>
        <button type="button" className="button" data-testid="labels-clear" onClick={onClear}>
          {t('labels.clear')}
        </button>
      </div>
      <ScrollArea className="label-rows" label={t('labels.chosen', { count: labels.length })}>
        <ul>
          {labels.map((label) => (
            <LabelRow key={label.sku} label={label} onRemove={onRemove} />
          ))}
        </ul>
      </ScrollArea>
    </section>
  );
}

function LabelRow({ label, onRemove }: { label: Label; onRemove: (sku: string) => void }) {
  const { t } = useWords();
  const { nowFen, was, promotion, sku, code } = label;
  const title = itemTitle(label);
  const basis = was?.basis === 'last_sale' ? 'lastSale' : 'lowest';
  return (
    <li data-testid="label-row" data-sku={sku} data-fen={nowFen} data-was={was?.fen}>
      <div>
        <p>{title}</p>
        {promotion && <p className="label-deal">{promotion.name}</p>}
        {code === null && <p className="quiet-text">{t('labels.noCode')}</p>}
      </div>
      <div className="label-price">
        {nowFen === null ? (
          <p className="quiet-text">{t('labels.noPrice')}</p>
        ) : (
          <b>
            <Money amount={nowFen} sign />
          </b>
        )}
        {was && (
          <p className="quiet-text">
            <s>
              <Money amount={was.fen} sign />
            </s>{' '}
            {t(`labels.${basis}`)}
          </p>
        )}
      </div>
      <button
        type="button"
        className="button quiet"
        aria-label={t('labels.remove', { name: title })}
        onClick={() => onRemove(sku)}
      >
        <X size={18} aria-hidden="true" />
      </button>
    </li>
  );
}
