import i18next from 'i18next';
import { core } from '../client/core-client.ts';
import { toast } from '../components/toast.tsx';
import type { Sell } from './use-sell.ts';

/** Prints the receipt of the last sale of this till once more; the paper says that it is a reprint. */
export async function reprintLast(sell: Sell): Promise<void> {
  const last = await core.checkout.lastSale.query();
  if (!last) return sell.fail({ code: 'nothing_to_print' });
  const answer = await sell.run(
    core.printing.reprint.mutate({ kind: 'receipt', ref: last.saleId }),
  );
  if (answer.ok) toast(i18next.t('sell.reprinted'));
}
