import { type FormEvent, useState } from 'react';
import type { DepositView } from '../../shared/contract/deposits.ts';
import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { Field } from '../components/field.tsx';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';

/** A deposit goes back to the customer, or stays with the shop, with the reason and somebody who allows it. */
export function EndDepositDialog(props: {
  readonly deposit: DepositView;
  readonly state: 'refunded' | 'forfeited';
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { deposit, state } = props;
  const isRefund = state === 'refunded';
  const amount = yuan(deposit.depositFen);
  const reasons = useReasons(isRefund);
  const [reason, setReason] = useState(reasons.length === 1 ? (reasons[0]?.kept ?? '') : '');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const known = reasons.find(({ kept }) => kept === reason);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { depositId } = deposit;
    const answer = await withApproval((approval) =>
      ask(core.deposits.end.mutate({ depositId, state, reason, approval })),
    );
    if (!answer.ok) return setRefusal(answer.refusal);
    toast(t('tenders.ended'));
    props.onClose();
    await queryClient.invalidateQueries();
  };
  return (
    <SheetDialog
      title={t(isRefund ? 'tenders.refundTitle' : 'tenders.forfeitTitle', { amount })}
      testId={testIds.endDepositDialog}
      onClose={props.onClose}
    >
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p>
          {deposit.number} · {deposit.customer}
        </p>
        <p>{t(isRefund ? 'tenders.refundLead' : 'tenders.forfeitLead', { amount })}</p>
        <div className="segments">
          {reasons.map(({ shown, kept }) => (
            <button
              key={kept}
              type="button"
              className="button"
              aria-pressed={kept === reason}
              data-testid={testIds.reasonChip}
              onClick={() => setReason(kept)}
            >
              {shown}
            </button>
          ))}
        </div>
        <Field
          label={t('tenders.reason')}
          value={known ? known.shown : reason}
          onText={setReason}
          maxLength={60}
          required
          testId={testIds.endDepositReason}
        />
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={props.onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button next" data-testid={testIds.endDepositConfirm}>
            {t(isRefund ? 'tenders.refund' : 'tenders.forfeit')} {amount}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}

/** What is kept is Chinese, as everything on paper and in the journal; the screen shows its own language. */
function useReasons(
  isRefund: boolean,
): readonly { readonly shown: string; readonly kept: string }[] {
  const { t } = useWords();
  if (!isRefund) {
    const kept = zhCN.tenders.forfeitReasons.overdue;
    return [{ shown: t('tenders.forfeitReasons.overdue'), kept }];
  }
  return (['cancelled', 'noGoods', 'mistake'] as const).map((key) => ({
    shown: t(`tenders.refundReasons.${key}`),
    kept: zhCN.tenders.refundReasons[key],
  }));
}
