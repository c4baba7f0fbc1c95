import { Landmark } from 'lucide-react';
import type { CartLineView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { minusYuan } from '../components/money.tsx';
import { signed } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

/** What the government pays of a line, or would pay: a press asks for it, or looks at whose it is. */
export function SubsidyChip({ line, sell }: { line: CartLineView; sell: Sell }) {
  const { t } = useWords();
  const units = sell.cart.subsidies.filter((unit) => unit.lineId === line.lineId);
  const open = units.filter((unit) => !unit.isClaimed);
  if (units.length === 0) return null;
  const isWhole = open.length === 0;
  const amount = (isWhole ? units : open).reduce((sum, unit) => sum + unit.subsidyFen, 0);
  return (
    <button
      type="button"
      className={isWhole ? 'chip done' : 'chip advice'}
      data-testid={testIds.subsidyChip}
      data-claimed={isWhole}
      onClick={() => {
        sell.choose(line.lineId);
        sell.setDialog('subsidy');
      }}
    >
      <Landmark size={14} aria-hidden="true" />
      {isWhole
        ? t('deals.subsidyClaimed', { amount: minusYuan(amount) })
        : t('deals.subsidyOffer', { amount: signed(amount) })}
    </button>
  );
}
