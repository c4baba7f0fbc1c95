import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { PresaleView } from '../../shared/contract/deposits.ts';
import { endWords, startWords } from '../../shared/i18n/moment-words.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Choice, Field } from '../components/field.tsx';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';
import { KnownCustomerField } from '../sell/known-customer-field.tsx';
import { useKnownCustomer } from '../sell/use-known-customer.ts';

/** Which presale, which good, whose money: then the slip prints with the rules of earnest money on it. */
export function TakeDepositDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const presales = useQuery(reads.deposits.presales.queryOptions());
  const list = presales.data ?? [];
  return (
    <SheetDialog
      title={t('tenders.takeTitle')}
      testId={testIds.depositDialog}
      onClose={onClose}
      isWide
    >
      {presales.isSuccess && list.length === 0 && <p className="empty">{t('tenders.noPresale')}</p>}
      {list.length > 0 && <DepositForm presales={list} onClose={onClose} />}
    </SheetDialog>
  );
}

function DepositForm(props: {
  readonly presales: readonly PresaleView[];
  readonly onClose: () => void;
}) {
  const { t, language } = useWords();
  const [promotionId, setPromotion] = useState(props.presales[0]?.promotionId ?? '');
  const presale =
    props.presales.find((one) => one.promotionId === promotionId) ?? props.presales[0];
  const [sku, setSku] = useState(presale?.goods[0]?.sku ?? '');
  const [typed, setTyped] = useState({ name: '', phone: '' });
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const requestId = useRef(crypto.randomUUID());
  const known = useKnownCustomer(null, () => undefined);
  const type = (change: Partial<typeof typed>) => {
    setTyped({ ...typed, ...change });
    setRefusal(null);
  };
  if (!presale) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const person = await known.settled();
    const answer = await ask(
      core.deposits.take.mutate({
        ...{ requestId: requestId.current, promotionId: presale.promotionId, sku },
        ...{ personId: person?.personId ?? null, ...typed },
      }),
    );
    if (!answer.ok) return setRefusal(answer.refusal);
    toast(t('tenders.taken', { number: answer.value.number }));
    props.onClose();
    await queryClient.invalidateQueries();
  };
  const amount = yuan(presale.depositFen);
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="deposit-what">
        <Choice
          label={t('tenders.presale')}
          value={presale.promotionId}
          options={props.presales.map((one) => ({ value: one.promotionId, label: one.name }))}
          onChoose={(next) => {
            setPromotion(next);
            setSku(props.presales.find((one) => one.promotionId === next)?.goods[0]?.sku ?? '');
          }}
          testId={testIds.presale}
        />
        {presale.goods.length > 0 ? (
          <Choice
            label={t('tenders.goods')}
            value={sku}
            options={presale.goods.map((good) => ({ value: good.sku, label: good.title }))}
            onChoose={setSku}
            testId={testIds.presaleGoods}
          />
        ) : (
          <Field
            label={t('tenders.sku')}
            value={sku}
            onText={setSku}
            required
            testId={testIds.presaleGoods}
          />
        )}
      </div>
      <p className="quiet-text">
        {presale.worthFen === null
          ? t('tenders.off', { amount: yuan(presale.offFen ?? 0) })
          : t('tenders.worth', { amount: yuan(presale.worthFen) })}
        {' · '}
        {t('tenders.balance', {
          from: startWords(presale.fromAt, language, Date.now()),
          until: endWords(presale.toAt, language, Date.now()),
        })}
      </p>
      <KnownCustomerField known={known} />
      {known.chosen === null && (
        <div className="row">
          <Field
            label={t('tenders.customerName')}
            value={typed.name}
            onText={(name) => type({ name })}
            maxLength={30}
            testId={testIds.depositName}
          />
          <Field
            className="grow"
            label={t('tenders.customerPhone')}
            value={typed.phone}
            onText={(phone) => type({ phone })}
            maxLength={20}
            inputMode="tel"
            testId={testIds.depositPhone}
          />
        </div>
      )}
      <p className="deposit-amount">
        <span>{t('tenders.amount')}</span>
        <b className="figures">￥{amount}</b>
      </p>
      <p className="quiet-text">{t('tenders.rule')}</p>
      <Notice refusal={refusal} />
      <div className="dialog-foot">
        <button type="button" className="button" onClick={props.onClose}>
          {t('app.cancel')}
        </button>
        <button type="submit" className="button next" data-testid={testIds.depositConfirm}>
          {t('tenders.takeConfirm', { amount })}
        </button>
      </div>
    </form>
  );
}
