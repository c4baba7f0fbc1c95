import { Gift } from 'lucide-react';
import type { AdjustmentView, CartLineView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { deductionKey } from '../components/deduction-key.ts';
import { minusYuan } from '../components/money.tsx';
import { savingsToShow } from './line-savings.ts';
import { useReasonWords } from './reasons.ts';
import type { Sell } from './use-sell.ts';

/** Why a line is cheaper: a chip a deduction with who bears it when that is not the store, and one for what does not fit. */
export function SavingChips({ line, sell }: { line: CartLineView; sell: Sell }) {
  const { t } = useWords();
  const { shown, rest } = savingsToShow(line.adjustments);
  return (
    <>
      {shown.map((adjustment) => (
        <SavingChip key={deductionKey(adjustment)} adjustment={adjustment} />
      ))}
      {rest && (
        <button
          type="button"
          className="chip saving"
          data-testid={testIds.savingRest}
          data-fen={rest.amountFen}
          onClick={() => {
            sell.choose(line.lineId);
            sell.explain();
          }}
        >
          {t('deals.rest', { count: rest.count })}{' '}
          <span className="chip-amount">{minusYuan(rest.amountFen)}</span>
        </button>
      )}
    </>
  );
}

function SavingChip({ adjustment }: { adjustment: AdjustmentView }) {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  return (
    <span
      className="chip saving"
      data-testid={testIds.savingChip}
      data-kind={adjustment.kind}
      data-fen={adjustment.amountFen}
    >
      {adjustment.kind === 'gift' && (
        <>
          <Gift size={14} aria-hidden="true" />
          <b>{t('deals.gift')}</b>
        </>
      )}
      {reasonWords(adjustment.reason)}{' '}
      <span className="chip-amount">{minusYuan(adjustment.amountFen)}</span>
      {adjustment.funding !== 'store' && ` · ${t(`funding.${adjustment.funding}`)}`}
      {adjustment.approvedBy && ` · ${adjustment.approvedBy}`}
    </span>
  );
}
