import { useQuery } from '@tanstack/react-query';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Money } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import type { Sell } from './use-sell.ts';

/** Carts put aside, newest first; the first has the focus, so that Enter brings it back. */
export function HeldDialog({ sell }: { sell: Sell }) {
  const { t, dayTime } = useWords();
  const held = useQuery(reads.cart.held.queryOptions());
  const close = () => sell.setDialog(null);
  const recall = async (cartId: string) => {
    const answer = await sell.run(core.cart.recall.mutate({ cartId }));
    if (!answer.ok) return;
    sell.payment.dismiss();
    close();
  };
  return (
    <SheetDialog title={t('held.title')} testId={testIds.heldList} onClose={close}>
      <Notice refusal={sell.trouble?.refusal ?? null} />
      {held.isSuccess && held.data.length === 0 && <p className="empty">{t('held.empty')}</p>}
      <ul className="held">
        {held.data?.map((cart, index) => (
          <li key={cart.cartId}>
            <button
              type="button"
              className="held-cart"
              // biome-ignore lint/a11y/noAutofocus: a dialog moves the focus into itself
              autoFocus={index === 0}
              data-testid={testIds.heldCart}
              onClick={() => void recall(cart.cartId)}
            >
              <span>
                {cart.isTraining && <span className="chip needs">{t('returns.practice')}</span>}
                <b>{cart.label || cart.firstLine}</b>
                <span className="quiet-text">
                  {t('held.by', { name: cart.by, time: dayTime(cart.heldAt) })} ·{' '}
                  {t('held.lines', { count: cart.lineCount })}
                </span>
              </span>
              <b className="figures">
                <Money amount={cart.payFen} sign />
              </b>
            </button>
          </li>
        ))}
      </ul>
    </SheetDialog>
  );
}
