import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { CartLine } from './cart-line.tsx';
import type { Sell } from './use-sell.ts';

/** The lines of the cart, newest last. */
export function CartLines({ sell }: { sell: Sell }) {
  const { t } = useWords();
  return (
    <ul className="lines" aria-label={t('sell.lines')} data-testid={testIds.cartLines}>
      {sell.cart.lines.map((line) => (
        <CartLine key={line.lineId} line={line} isSelected={line === sell.selected} sell={sell} />
      ))}
    </ul>
  );
}
