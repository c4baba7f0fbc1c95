import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { CustomerView } from '../../shared/contract/cart.ts';
import type { CustomerTier } from '../../shared/domain/promotions/promotion.ts';
import { addDays, businessDate } from '../../shared/kernel/business-date.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { Segments } from '../components/segments.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { CustomerTierField } from './customer-tier-field.tsx';
import { KnownCustomerField } from './known-customer-field.tsx';
import { readCartAgain } from './use-cart.ts';
import { useKnownCustomer } from './use-known-customer.ts';
import type { Sell } from './use-sell.ts';

/** Whom the goods go to and when. Tomorrow morning is what most people want, so it is chosen already. */
export function CustomerDialog({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { customer } = sell.cart;
  const status = useQuery(reads.system.status.queryOptions());
  const today = businessDate(status.data?.now ?? Date.now(), 0);
  const [form, setForm] = useState(() => filled(customer, addDays(today, 1)));
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const formElement = useRef<HTMLFormElement>(null);
  const known = useKnownCustomer(customer, () =>
    formElement.current?.querySelector<HTMLInputElement>('[name=customer-name]')?.focus(),
  );
  const tierNow = known.chosen?.personId === customer?.personId ? customer?.tier : undefined;
  const put = (key: Exclude<keyof typeof form, 'tier'>) => (text: string) =>
    setForm({ ...form, [key]: text });
  const close = () => sell.setDialog(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const personId = (await known.settled())?.personId;
    const answer = await withApproval((approval) =>
      ask(core.cart.setCustomer.mutate({ ...form, personId, approval })),
    );
    if (!answer.ok) return setRefusal(answer.refusal);
    sell.clearTrouble();
    await readCartAgain();
    close();
  };
  const remove = () => sell.run(core.cart.removeCustomer.mutate()).then(close);
  const days = [
    { value: today as string, label: t('customer.today') },
    { value: addDays(today, 1), label: t('customer.tomorrow') },
    { value: addDays(today, 2), label: t('customer.dayAfter') },
  ];
  return (
    <SheetDialog title={t('customer.title')} testId={testIds.customerDialog} onClose={close} isWide>
      <form ref={formElement} className="stack" onSubmit={(event) => void save(event)}>
        <KnownCustomerField known={known} />
        <div className="who-and-when">
          <div className="stack">
            <Field
              label={t('customer.name')}
              value={form.name}
              onText={put('name')}
              maxLength={30}
              name="customer-name"
              placeholder={known.chosen?.name}
            />
            <Field
              label={t('customer.phone')}
              value={form.phone}
              onText={put('phone')}
              maxLength={20}
              inputMode="tel"
              name="customer-phone"
              placeholder={known.chosen?.phone}
            />
            <Field
              label={t('customer.address')}
              value={form.address}
              onText={put('address')}
              maxLength={120}
              name="customer-address"
              placeholder={known.chosen?.address}
            />
            <CustomerTierField
              tier={form.tier ?? tierNow}
              onTier={(tier) => setForm({ ...form, tier })}
            />
          </div>
          <div className="stack">
            <Segments
              label={t('customer.date')}
              value={form.deliveryDate}
              options={days}
              onChoose={put('deliveryDate')}
            />
            <input
              className="input"
              aria-label={t('customer.date')}
              type="date"
              min={today}
              value={form.deliveryDate}
              onChange={(event) => put('deliveryDate')(event.target.value)}
            />
            <Segments
              label={t('customer.slot')}
              value={form.deliverySlot}
              options={(['morning', 'afternoon', 'evening'] as const).map((slot) => ({
                value: slot,
                label: t(`slot.${slot}`),
              }))}
              onChoose={(deliverySlot) => setForm({ ...form, deliverySlot })}
            />
            <Field
              label={t('customer.note')}
              value={form.deliveryNote}
              onText={put('deliveryNote')}
              maxLength={120}
            />
          </div>
        </div>
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          {customer && (
            <button type="button" className="button" onClick={() => void remove()}>
              {t('customer.remove')}
            </button>
          )}
          <button type="button" className="button" onClick={close}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button next" data-testid={testIds.customerSave}>
            {t('app.save')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}

/** What was masked is never written back: phone and address start empty, the rest as it was. */
function filled(customer: CustomerView | null, tomorrow: string) {
  return {
    name: '',
    phone: '',
    address: '',
    deliveryDate: customer?.deliveryDate || tomorrow,
    deliverySlot: customer?.deliverySlot ?? ('morning' as const),
    deliveryNote: customer?.deliveryNote ?? '',
    tier: undefined as CustomerTier | undefined, // another person's tier is never given to this one
  };
}
