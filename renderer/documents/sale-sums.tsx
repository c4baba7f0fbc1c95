import type { ReactNode } from 'react';
import type { SaleDetail } from '../../shared/contract/checkout.ts';
import { useWords } from '../client/use-words.ts';
import { deductionKey } from '../components/deduction-key.ts';
import { Money, minusYuan } from '../components/money.tsx';
import { useReasonWords } from '../sell/reasons.ts';

/** The way from the list prices to the change: each deduction with who bears it, and each way it was paid. */
export function SaleSums({ sale }: { sale: SaleDetail }) {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  return (
    <dl className="facts">
      <Fact name={t('documents.list')}>
        <Money amount={sale.listFen} />
      </Fact>
      {sale.deductions.map((deduction) => (
        <Fact
          key={deductionKey(deduction)}
          name={`${reasonWords(deduction.reason)} · ${t(`funding.${deduction.funding}`)}`}
        >
          {minusYuan(deduction.amountFen)}
        </Fact>
      ))}
      {sale.roundingFen !== 0 && (
        <Fact name={t('documents.rounding')}>{minusYuan(sale.roundingFen)}</Fact>
      )}
      <Fact name={t('documents.due')} isStrong>
        <Money amount={sale.dueFen} sign />
      </Fact>
      {sale.subsidyFen !== 0 && (
        <Fact name={t('deals.subsidy')}>
          <Money amount={sale.subsidyFen} />
        </Fact>
      )}
      {sale.depositFen !== 0 && (
        <Fact name={t('deals.deposit')}>
          <Money amount={sale.depositFen} />
        </Fact>
      )}
      <Fact name={t('documents.tendered')}>
        <Money amount={sale.tenderedFen} />
      </Fact>
      <Fact name={t('documents.change')}>
        <Money amount={sale.changeFen} />
      </Fact>
    </dl>
  );
}

/** One figure of a document and what it is called. */
export function Fact(props: { name: string; isStrong?: boolean; children: ReactNode }) {
  return (
    <div data-strong={props.isStrong || undefined}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
