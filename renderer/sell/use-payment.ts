import { useRef, useState } from 'react';
import type { CartView } from '../../shared/contract/cart.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { playSound } from '../client/sounds.ts';
import { readCartAgain } from './use-cart.ts';

const DONE_KEY = 'zhendian.done';

/**
 * Takes cash for the cart as it is shown. A second press while one is under way does nothing; one
 * whose answer was lost is sent again under the same id, so that it is taken once.
 */
export function usePayment(cart: CartView, onRefused: (refusal: ScreenRefusal) => void) {
  const [isPaying, setPaying] = useState(false);
  const [doneSaleId, setDone] = useState(sessionStorage.getItem(DONE_KEY));
  const underWay = useRef(false);
  const open = useRef<{ readonly key: string; readonly requestId: string } | null>(null);

  const show = (saleId: string | null) => {
    if (saleId === null) sessionStorage.removeItem(DONE_KEY);
    else sessionStorage.setItem(DONE_KEY, saleId);
    setDone(saleId);
  };
  const pay = async (tenderedFen: number | null): Promise<boolean> => {
    const { cartId, dueFen } = cart;
    if (cartId === null || underWay.current) return false;
    underWay.current = true;
    setPaying(true);
    const key = `${cartId} ${dueFen} ${tenderedFen}`;
    if (open.current?.key !== key) open.current = { key, requestId: crypto.randomUUID() };
    const { requestId } = open.current;
    const answer = await ask(
      core.checkout.payCash.mutate({ requestId, cartId, expectedDueFen: dueFen, tenderedFen }),
    );
    const isAnswered = answer.ok || !isLost(answer.refusal);
    if (isAnswered) open.current = null;
    if (answer.ok) {
      playSound('done');
      show(answer.value.saleId);
      void queryClient.invalidateQueries({ queryKey: [['checkout']] });
    } else {
      onRefused(answer.refusal);
    }
    await readCartAgain();
    underWay.current = false;
    setPaying(false);
    return answer.ok;
  };
  return { isPaying, doneSaleId, pay, dismiss: () => show(null) };
}

function isLost(refusal: ScreenRefusal): boolean {
  return refusal.code === 'unreachable' || refusal.code === 'failed';
}
