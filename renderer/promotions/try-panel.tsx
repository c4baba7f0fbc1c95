import { useState } from 'react';
import type { PromotionDraft } from '../../shared/contract/promotions.ts';
import { useWords } from '../client/use-words.ts';
import { Segments } from '../components/segments.tsx';
import { type TriedGoods, TryCart } from './try-cart-part.tsx';
import { TryPast } from './try-past-part.tsx';

/** Trying a draft before it counts: on a cart, or on what was sold. Nothing is booked. */
export function TryPanel(props: {
  readonly promotionId: string | null;
  readonly draft: PromotionDraft;
  readonly goods: TriedGoods;
  readonly onGoods: (goods: TriedGoods) => void;
}) {
  const { t } = useWords();
  const [on, setOn] = useState<'cart' | 'past'>('cart');
  return (
    <section className="card detail">
      <Segments
        label=""
        value={on}
        options={(['cart', 'past'] as const).map((value) => ({
          value,
          label: t(`promotions.trying.${value}`),
        }))}
        onChoose={setOn}
        testId={(value) => `try-${value}`}
      />
      {on === 'cart' ? <TryCart {...props} /> : <TryPast {...props} />}
    </section>
  );
}
