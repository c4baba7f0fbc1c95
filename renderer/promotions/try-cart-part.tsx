import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TriedCart, TriedTotals } from '../../shared/contract/promotion-trials.ts';
import type { PromotionDraft } from '../../shared/contract/promotions.ts';
import { CUSTOMER_TIERS, type CustomerTier } from '../../shared/domain/promotions/promotion.ts';
import { whySentence } from '../../shared/i18n/why-words.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Money, minusYuan, yuan } from '../components/money.tsx';
import { Segments } from '../components/segments.tsx';
import { FundingCosts } from './funding-costs-row.tsx';
import { ItemPicker } from './item-picker.tsx';
import { fromLocal, toLocal } from './local-time.ts';

const MOST_GOODS = 20;

/** Goods by their number, and how many as typed. They outlive a look at the rule, which is then tried anew on them. */
export type TriedGoods = ReadonlyMap<string, string>;

/** A cart put together to see what the draft changes: both totals, every line, and why. */
export function TryCart(props: {
  readonly promotionId: string | null;
  readonly draft: PromotionDraft;
  readonly goods: TriedGoods;
  readonly onGoods: (goods: TriedGoods) => void;
}) {
  const { t } = useWords();
  const { promotionId, draft, goods: lines, onGoods: setLines } = props;
  const [tier, setTier] = useState<CustomerTier>('none');
  // When it begins, if that is still to come: what else holds then is what it meets. Else now.
  const begins = draft.window.fromAt > Date.now() ? toLocal(draft.window.fromAt) : '';
  const [at, setAt] = useState(begins);
  const wanted = [...lines].map(([sku, text]) => ({
    sku,
    quantity: Math.min(99, Math.max(1, Math.trunc(Number(text)) || 1)),
  }));
  const tried = useQuery(
    reads.promotions.tryCart.queryOptions(
      { promotionId, definition: draft, lines: wanted, tier, at: fromLocal(at) },
      { enabled: wanted.length > 0, placeholderData: keepPreviousData },
    ),
  );
  return (
    <>
      <p className="quiet-text">{t('promotions.trying.cartHint')}</p>
      <ItemPicker
        label={t('promotions.trying.goods')}
        skus={[...lines.keys()]}
        quantities={lines}
        onSkus={(skus) =>
          setLines(new Map(skus.slice(0, MOST_GOODS).map((sku) => [sku, lines.get(sku) ?? '1'])))
        }
        onQuantity={(sku, quantity) => setLines(new Map(lines).set(sku, quantity))}
        testId="try-items"
      />
      <div className="form-grid">
        <Segments
          label={t('promotions.trying.tier')}
          value={tier}
          options={CUSTOMER_TIERS.map((value) => ({
            value,
            label: t(`promotions.form.tierNames.${value}`),
          }))}
          onChoose={setTier}
        />
        <Field
          label={t('promotions.trying.at')}
          type="datetime-local"
          value={at}
          onText={setAt}
          testId="try-at"
        />
      </div>
      {wanted.length === 0 || !tried.data ? (
        <p className="empty">{t('promotions.trying.empty')}</p>
      ) : (
        <Result tried={tried.data} />
      )}
    </>
  );
}

function Result({ tried }: { readonly tried: TriedCart }) {
  const { t, language } = useWords();
  const { draft } = tried;
  const savedFen = tried.without.netFen - tried.with.netFen;
  const sentence =
    savedFen > 0
      ? t('promotions.trying.saves', { amount: `￥${yuan(savedFen)}` })
      : savedFen < 0
        ? t('promotions.trying.dearer', { amount: `￥${yuan(-savedFen)}` })
        : t('promotions.trying.costsNothing');
  const why =
    draft.reason === null
      ? t('promotions.trying.unknownWhy')
      : whySentence({ ...draft, amountFen: 0, forfeitedFen: 0 }, language);
  return (
    <div className="stack" data-testid="tried">
      <p className={savedFen > 0 ? 'tried-saving' : 'tried-even'} data-testid="tried-saving">
        {sentence}
      </p>
      <p>
        {draft.times > 0
          ? t('promotions.trying.taken', { amount: `￥${yuan(draft.amountFen)}` })
          : t('promotions.trying.notTaken', { why })}
      </p>
      <FundingCosts costs={tried.costs} />
      <div className="tried-columns">
        <Totals title={t('promotions.trying.without')} totals={tried.without} />
        <Totals title={t('promotions.trying.with')} totals={tried.with} />
      </div>
      {!(tried.with.isBest && tried.without.isBest) && (
        <p className="quiet-text">{t('promotions.trying.notProved')}</p>
      )}
    </div>
  );
}

function Totals({ title, totals }: { readonly title: string; readonly totals: TriedTotals }) {
  const { t } = useWords();
  return (
    <section className="tried-totals">
      <div className="row spread">
        <h2>{title}</h2>
        <b className="tried-net">
          <Money amount={totals.netFen} sign />
        </b>
      </div>
      <ul>
        {totals.lines.map((line) => (
          <li key={line.sku}>
            <div className="row spread">
              <span>
                {line.title}
                {line.quantity > 1 && ` × ${line.quantity}`}
              </span>
              <span className="tried-amount">
                {line.netFen < line.listFen && <s>{yuan(line.listFen)}</s>} {yuan(line.netFen)}
              </span>
            </div>
            {line.shares.map((share) => (
              <div
                key={share.name}
                className="row spread share"
                data-draft={share.isDraft || undefined}
              >
                <span>
                  {share.name} · {t(`promotions.form.fundings.${share.funding}`)}
                </span>
                <span>{minusYuan(share.amountFen)}</span>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
