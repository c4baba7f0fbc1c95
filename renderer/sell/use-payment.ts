import { useRef, useState } from 'react';
import type { CartView } from '../../shared/contract/cart.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { playSound } from '../client/sounds.ts';
import { readCartAgain } from './use-cart.ts';

const DONE_KEY = 'zhendian.done';
const PRACTISED_KEY = 'zhendian.practised';

/**
 * Takes cash for the cart as it is shown. A second press while one is under way does nothing; one
 * whose answer was lost is sent again under the same id, so that it is taken once. In training the same
 * steps make practice and no sale.
 */
export function usePayment(
  cart: CartView,
  isPractice: boolean,
  onRefused: (refusal: ScreenRefusal) => void,
) {
  const [isPaying, setPaying] = useState(false);
  const [doneSaleId, setDone] = useState(sessionStorage.getItem(DONE_KEY));
  const [practisedId, setPractised] = useState(sessionStorage.getItem(PRACTISED_KEY));
  const underWay = useRef(false);
  const open = useRef<{ readonly key: string; readonly requestId: string } | null>(null);

  const show = (saleId: string | null, trainingId: string | null = null) => {
    keep(DONE_KEY, saleId);
    keep(PRACTISED_KEY, trainingId);
    setDone(saleId);
    setPractised(trainingId);
  };
  const pay = async (tenderedFen: number | null): Promise<boolean> => {
    const { cartId, dueFen, payFen } = cart;
    if (cartId === null || underWay.current) return false;
    underWay.current = true;
    setPaying(true);
    const key = `${cartId} ${dueFen} ${payFen} ${tenderedFen}`;
    if (open.current?.key !== key) open.current = { key, requestId: crypto.randomUUID() };
    const { requestId } = open.current;
    const expected = { expectedDueFen: dueFen, expectedPayFen: payFen };
    const payment = { requestId, cartId, ...expected, tenderedFen };
    const answer = isPractice
      ? await ask(core.checkout.practise.mutate(payment))
      : await ask(core.checkout.payCash.mutate(payment));
    const isAnswered = answer.ok || !isLost(answer.refusal);
    if (isAnswered) open.current = null;
    if (answer.ok) {
      playSound('done');
      if ('saleId' in answer.value) show(answer.value.saleId);
      else show(null, answer.value.trainingId);
      void queryClient.invalidateQueries({ queryKey: [['checkout']] });
    } else {
      onRefused(answer.refusal);
    }
    await readCartAgain();
    underWay.current = false;
    setPaying(false);
    return answer.ok;
  };
  return { isPaying, doneSaleId, practisedId, pay, dismiss: () => show(null) };
}

function keep(name: string, id: string | null): void {
  if (id === null) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, id);
}

function isLost(refusal: ScreenRefusal): boolean {
  return refusal.code === 'unreachable' || refusal.code === 'failed';
}
