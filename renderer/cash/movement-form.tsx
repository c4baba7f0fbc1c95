import { type FormEvent, useRef, useState } from 'react';
import {
  CASH_CATEGORIES,
  type CashCategory,
  type CashMovementKind,
} from '../../shared/contract/cash-movement.ts';
import type { ShiftView } from '../../shared/contract/shift.ts';
import { parseYuan } from '../../shared/kernel/money.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { Field } from '../components/field.tsx';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { Choices } from './choices.tsx';
import { DepositOffer } from './deposit-offer.tsx';

const KINDS = ['paid_out', 'paid_in', 'safe_drop', 'bank_deposit'] as const;
const NOTHING_TYPED = { amount: '', payee: '', slipNumber: '', note: '' };

/** Which cash, how much, what for and with whom; the slip prints, and where it needs a manager, one is asked. */
export function MovementForm({ shift }: { readonly shift: ShiftView }) {
  const { t } = useWords();
  const [kind, setKind] = useState<CashMovementKind>('paid_out');
  const [category, setCategory] = useState<CashCategory>(CASH_CATEGORIES.paid_out[0]);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  // The same form sent twice, by a lost answer or a nervous finger, is written down once.
  const requestId = useRef(crypto.randomUUID());
  const amount = useRef<HTMLInputElement>(null);
  const type = (change: Partial<typeof NOTHING_TYPED>) => setTyped({ ...typed, ...change });
  const chooseKind = (next: CashMovementKind) => {
    setKind(next);
    setCategory(CASH_CATEGORIES[next][0]);
    setRefusal(null);
    amount.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const movement = {
      requestId: requestId.current,
      kind,
      category,
      amountFen: parseYuan(typed.amount) ?? 0,
      payee: hasPayee(kind) ? typed.payee : '',
      slipNumber: kind === 'bank_deposit' ? typed.slipNumber : '',
      note: typed.note,
    };
    const answer = await withApproval((approval) =>
      ask(core.cash.move.mutate({ ...movement, approval })),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    requestId.current = crypto.randomUUID();
    setTyped(NOTHING_TYPED);
    toast(t('cash.saved'));
    amount.current?.focus();
    await queryClient.invalidateQueries();
  };
  const categories = CASH_CATEGORIES[kind];
  return (
    <form className="card detail movement-form" onSubmit={(event) => void submit(event)}>
      <DepositOffer
        shift={shift}
        onTake={(next, amountFen) => {
          chooseKind(next);
          type({ amount: yuan(amountFen).replaceAll(',', '') });
        }}
      />
      <Choices
        label={t('cash.kindLabel')}
        value={kind}
        options={KINDS.map((one) => ({
          value: one,
          label: t(`cash.kind.${one}`),
          testId: testIds.cashKind(one),
        }))}
        onChoose={chooseKind}
        isLarge
      />
      <label className="field big-amount">
        <span className="label">{t('cash.amount')}</span>
        <input
          ref={amount}
          className="input figures"
          inputMode="decimal"
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the amount is what is typed first
          autoFocus
          required
          data-testid={testIds.cashAmount}
          value={typed.amount}
          onChange={(event) => type({ amount: event.target.value.replace(/[^\d.]/g, '') })}
        />
      </label>
      {categories.length > 1 && (
        <Choices
          label={t('cash.categoryLabel')}
          value={category}
          options={categories.map((one) => ({
            value: one,
            label: t(`cash.category.${one}`),
            testId: testIds.cashCategory(one),
          }))}
          onChoose={setCategory}
        />
      )}
      {hasPayee(kind) && (
        <Field
          label={t(kind === 'paid_out' ? 'cash.payeeOut' : 'cash.payeeIn')}
          value={typed.payee}
          onText={(payee) => type({ payee })}
          maxLength={40}
          testId={testIds.cashPayee}
        />
      )}
      {kind === 'bank_deposit' && (
        <Field
          label={t('cash.slip')}
          value={typed.slipNumber}
          onText={(slipNumber) => type({ slipNumber })}
          maxLength={40}
          testId={testIds.cashSlip}
        />
      )}
      <Field
        label={t('cash.note')}
        value={typed.note}
        onText={(note) => type({ note })}
        maxLength={120}
        testId={testIds.cashNote}
      />
      <Notice refusal={refusal} />
      <button type="submit" className="button next primary" data-testid={testIds.moveCash}>
        <b>{t(`cash.save.${kind}`)}</b>
        <kbd className="key-hint">Enter</kbd>
      </button>
    </form>
  );
}

function hasPayee(kind: CashMovementKind): boolean {
  return kind === 'paid_out' || kind === 'paid_in';
}
