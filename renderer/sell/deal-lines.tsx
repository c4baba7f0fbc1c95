import type { CartLineView, CartView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { deductionKey } from '../components/deduction-key.ts';
import { Money, minusYuan, quantityText } from '../components/money.tsx';
import { useReasonWords } from './reasons.ts';
import { goodLabel } from './use-deal-words.ts';

/** Line by line: the list price, what was taken off it and who bears that, what is left to pay. */
export function DealLines({ cart }: { cart: CartView }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t('deals.byLine')}</h3>
      <ul>
        {cart.lines.map((line) => (
          <DealLine key={line.lineId} line={line} />
        ))}
      </ul>
    </section>
  );
}

function DealLine({ line }: { line: CartLineView }) {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  return (
    <li className="deal-line" data-testid={testIds.dealLine} data-sku={line.sku}>
      <dl>
        <div>
          <dt>
            <b>{goodLabel(line)}</b> × {quantityText(line.quantityMilli)}
          </dt>
          <dd>
            <Money amount={line.listFen} />
          </dd>
        </div>
        {line.adjustments.map((adjustment) => (
          <div key={deductionKey(adjustment)}>
            <dt>
              {reasonWords(adjustment.reason)}{' '}
              <small>
                {t('deals.fundedBy', { who: t(`funding.${adjustment.funding}`) })}
                {adjustment.approvedBy && ` · ${adjustment.approvedBy}`}
              </small>
            </dt>
            <dd className="saved">{minusYuan(adjustment.amountFen)}</dd>
          </div>
        ))}
        {line.adjustments.length > 0 && (
          <div className="deal-net">
            <dt>{t('deals.net')}</dt>
            <dd>
              <Money amount={line.netFen} />
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}
