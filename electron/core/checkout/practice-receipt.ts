import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { receiptDocument } from '../../../shared/documents/receipt.ts';
import { type JournalEntry, verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import { registerSerial, storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import type { LoadedCart } from './load-cart.ts';
import { receiptGoods } from './sale-receipt.ts';
import type { PractisedSale } from './training-table.ts';

/** The receipt of a practised sale: it looks like one, promises nothing, and leads to no sale. */
export function practiceReceipt(
  till: Till,
  facts: {
    readonly practised: PractisedSale;
    readonly loaded: LoadedCart;
    readonly entry: JournalEntry;
    readonly cashier: string;
  },
): PaperDocument {
  const store = storeOf(till.db);
  if (!store) throw new Error('a store that practises has a store row');
  const { practised, loaded, entry } = facts;
  const { number, lines, roundingFen, tender } = practised.content;
  return receiptDocument({
    store,
    receiptNumber: `练习 ${number}`,
    registerId: practised.registerId,
    registerSerial: registerSerial(till.db, practised.registerId),
    journalSeq: entry.seq,
    verifyCode: verifyCode(entry.hash),
    version: till.version,
    cashier: facts.cashier,
    completedAt: practised.at,
    customerId: loaded.cart.personId,
    ...receiptGoods(lines, loaded),
    listFen: loaded.priced.listFen,
    roundingFen,
    dueFen: practised.dueFen,
    tenders: [{ name: '现金', amountFen: tender.tenderedFen }],
    changeFen: tender.changeFen,
    warranty: { returnUntil: null, exchangeUntil: null, machineUntil: null },
    delivery: [],
    lookupCode: null,
    isTraining: true,
    isDemo: store.isDemo,
    note: loaded.cart.note,
  });
}
