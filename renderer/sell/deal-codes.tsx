import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ScreenAnswer } from '../client/ask.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { signed } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

/** What the customer brought along: coupons by their codes, deposits by the numbers on their slips. */
export function DealCodes({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { coupons, deposits } = sell.cart;
  return (
    <section>
      <h3>{t('deals.brought')}</h3>
      <div className="deal-codes">
        <CodeEntry
          label={t('deals.couponCode')}
          act={t('deals.addCoupon')}
          fieldId={testIds.couponCode}
          buttonId={testIds.couponAdd}
          bar={sell.bar}
          onCode={sell.addCoupon}
        />
        <CodeEntry
          label={t('deals.depositNumber')}
          act={t('deals.addDeposit')}
          fieldId={testIds.depositNumber}
          buttonId={testIds.depositAdd}
          bar={sell.bar}
          onCode={sell.addDeposit}
        />
      </div>
      {coupons.map(({ promotionId, name, last4, isTaken }) => (
        <Brought
          key={promotionId}
          testId={testIds.couponRow}
          isUsed={isTaken}
          idle={t('deals.couponIdle')}
          removeLabel={t('deals.removeCoupon', { name })}
          onRemove={() => void sell.removeCoupon(promotionId)}
        >
          <b>{name}</b> {last4 !== '' && t('deals.couponEnd', { last4 })}
        </Brought>
      ))}
      {deposits.map(({ depositId, number, depositFen, isUsed }) => (
        <Brought
          key={depositId}
          testId={testIds.depositShown}
          isUsed={isUsed}
          idle={t('deals.depositIdle')}
          removeLabel={t('deals.removeDeposit', { number })}
          onRemove={() => void sell.removeDeposit(depositId)}
        >
          {t('deals.depositOf', { number, amount: signed(depositFen) })}
        </Brought>
      ))}
    </section>
  );
}

function CodeEntry(props: {
  readonly label: string;
  readonly act: string;
  readonly fieldId: string;
  readonly buttonId: string;
  readonly bar: Sell['bar'];
  readonly onCode: (code: string) => Promise<ScreenAnswer<unknown>>;
}) {
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const code = text.trim();
    if (code !== '' && (await props.onCode(code)).ok) setText('');
  };
  return (
    <form className="deal-code" onSubmit={(event) => void send(event)}>
      <Field
        label={props.label}
        value={text}
        onText={setText}
        maxLength={40}
        testId={props.fieldId}
        // A scan takes the focus to the bar, and its characters with it.
        onBlur={({ relatedTarget }) => relatedTarget === props.bar.current && setText('')}
      />
      <button type="submit" className="button" data-testid={props.buttonId}>
        {props.act}
      </button>
    </form>
  );
}

function Brought(props: {
  readonly testId: string;
  readonly isUsed: boolean;
  readonly idle: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div className="deal-row" data-testid={props.testId} data-used={props.isUsed}>
      <span className="deal-row-text">{props.children}</span>
      <span className={props.isUsed ? 'chip done' : 'chip needs'}>
        {props.isUsed ? t('deals.taken') : props.idle}
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={props.removeLabel}
        onClick={props.onRemove}
      >
        <X size={18} aria-hidden="true" />
      </button>
    </div>
  );
}
