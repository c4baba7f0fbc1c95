import { type FormEvent, useState } from 'react';
import { parseYuan } from '../../shared/kernel/money.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from '../components/key-hint.tsx';
import { yuan } from '../components/money.tsx';
import type { Sell } from './use-sell.ts';

const SHOWN_NOTES = 4;

/** Notes a customer is likely to hand over, any other amount, and what else can be done with the cart. */
export function Tenders({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { cart, payment } = sell;
  const isReady = cart.lines.length > 0 && cart.obstacles.length === 0 && !payment.isPaying;
  const take = (amount: number) =>
    void payment.pay(amount).then((isPaid) => isPaid && sell.toFind());
  return (
    <div className="tenders">
      <div className="quick-cash">
        {Array.from({ length: SHOWN_NOTES }, (_, index) => {
          const amount = cart.quickCash[index];
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the places stay, the amounts change
              key={index}
              type="button"
              className="button note"
              data-testid={testIds.quickCash(index)}
              data-fen={amount}
              disabled={!isReady || amount === undefined}
              aria-label={
                amount === undefined ? '—' : t('sell.quickCash', { amount: yuan(amount) })
              }
              onClick={() => amount !== undefined && take(amount)}
            >
              {amount === undefined ? '—' : yuan(amount).replace(/\.00$/, '')}
            </button>
          );
        })}
        <Tendered isReady={isReady} onTake={take} />
      </div>
      <div className="other-acts">
        <button
          type="button"
          className="button large"
          data-testid={testIds.hold}
          onClick={() => (cart.lines.length > 0 ? void sell.hold() : sell.setDialog('held'))}
        >
          {cart.lines.length > 0
            ? t('sell.hold')
            : t('sell.recallCount', { count: cart.heldCount })}
          <KeyHint action="hold" />
        </button>
        <button
          type="button"
          className="button large"
          data-testid={testIds.clearCart}
          disabled={cart.lines.length === 0}
          onClick={() => sell.setMode({ kind: 'clear' })}
        >
          {t('sell.clear')}
        </button>
        <button
          type="button"
          className="button large"
          data-testid={testIds.openDrawer}
          onClick={() => sell.setMode({ kind: 'drawer' })}
        >
          {t('sell.openDrawer')}
        </button>
      </div>
    </div>
  );
}

function Tendered(props: { isReady: boolean; onTake: (amount: number) => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const amount = parseYuan(text);
    if (amount === null || !props.isReady) return;
    setText('');
    props.onTake(amount);
  };
  return (
    <form className="tendered" onSubmit={send}>
      <input
        className="input"
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('sell.tenderedLabel')}
        placeholder={t('sell.tendered')}
        data-testid={testIds.tendered}
        value={text}
        onChange={(event) => setText(event.target.value.replace(/[^\d.]/g, ''))}
        onBlur={() => setText('')} // a scan takes the focus to the bar, and its digits with it
      />
    </form>
  );
}
