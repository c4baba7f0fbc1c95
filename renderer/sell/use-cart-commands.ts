import type { Answer } from '../../shared/contract/answer.ts';
import type { CartView } from '../../shared/contract/cart.ts';
import { ask, type ScreenAnswer } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { keyLabel } from '../client/key-table.ts';
import { preferences } from '../client/preferences.ts';
import { useWords } from '../client/use-words.ts';
import { toast } from '../components/toast.tsx';
import { nextHandover } from './next-handover.ts';
import type { Bar } from './use-bar.ts';
import { readCartAgain } from './use-cart.ts';

/** What keys and buttons do to the cart in one step; refusals are shown under the bar. */
export function useCartCommands(cart: CartView, bar: Bar) {
  const { t } = useWords();
  const run = async <Value>(
    command: Promise<Answer<Value>> | Promise<ScreenAnswer<Value>>,
  ): Promise<ScreenAnswer<Value>> => {
    // A command that was asked already has only codes of the screen more, which `ask` hands on.
    const answer = await ask(command as Promise<Answer<Value>>);
    if (answer.ok) bar.clearTrouble();
    else bar.fail(answer.refusal);
    await readCartAgain();
    return answer;
  };
  return {
    run,
    setQuantity: (lineId: string, quantityMilli: number) =>
      run(core.cart.setQuantity.mutate({ lineId, quantityMilli })),
    remove: (lineId: string) => run(core.cart.removeLine.mutate({ lineId })),
    acceptPrices: () => run(core.cart.acceptPrices.mutate()),
    hold: async () => {
      const answer = await run(core.cart.hold.mutate({ label: '' }));
      if (answer.ok) toast(t('sell.held', { key: keyLabel(preferences().keys.hold) }));
    },
    /** The next way for the goods to reach the customer; asks for the customer when one is needed. */
    handOver: async (lineId: string) => {
      const line = cart.lines.find((l) => l.lineId === lineId);
      if (!line) return;
      const next = nextHandover(line);
      const answer = await run(core.cart.setHandover.mutate({ lineId, handover: next }));
      if (answer.ok && next !== 'carry_out' && !cart.customer) bar.setDialog('customer');
    },
  };
}
