import { depositSlipDocument } from '../../../shared/documents/deposit-slip.ts';
import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import { itemFacts } from '../checkout/cart-line-table.ts';
import { goodTitle } from '../promotions/good-title.ts';
import { registerSerial, type Store } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import type { Deposit } from './deposit-table.ts';
import type { Presale } from './presales.ts';

/** The slip of a deposit at the moment of its commit: frozen with it, however late it prints. */
export function depositPaper(
  till: Till,
  facts: {
    readonly deposit: Deposit;
    readonly presale: Presale;
    readonly store: Store;
    readonly cashier: string;
  },
): PaperDocument {
  const { deposit, presale, store } = facts;
  const { promotion, benefit } = presale;
  const good = itemFacts(till.db, deposit.sku);
  return depositSlipDocument({
    store,
    number: deposit.number,
    registerId: deposit.registerId,
    registerSerial: registerSerial(till.db, deposit.registerId),
    journalSeq: deposit.journalSeq,
    verifyCode: verifyCode(deposit.journalHash),
    version: till.version,
    cashier: facts.cashier,
    at: deposit.at,
    customerId: deposit.personId,
    goods: good === null ? deposit.sku : goodTitle(good),
    promotionName: promotion.name,
    depositFen: deposit.depositFen,
    worthFen: benefit.worthFen,
    offFen: benefit.offFen,
    balanceFrom: promotion.window.fromAt,
    balanceUntil: promotion.window.toAt,
    isDemo: store.isDemo,
  });
}
