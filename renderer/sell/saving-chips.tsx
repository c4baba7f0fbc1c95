import { Gift } from 'lucide-react';
import type { CartLineView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { deductionKey } from '../components/deduction-key.ts';
import { minusYuan } from '../components/money.tsx';
import { useReasonWords } from './reasons.ts';

/** Why a line is cheaper: one chip a deduction, with who bears it when that is not the store. */
export function SavingChips({ line }: { line: CartLineView }) {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  return line.adjustments.map((adjustment) => (
    <span
      className="chip saving"
      key={deductionKey(adjustment)}
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
  ));
}
