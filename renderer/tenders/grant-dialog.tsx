import { type FormEvent, useState } from 'react';
import type { ClaimView } from '../../shared/contract/subsidy-claims.ts';
import { grantDifference } from '../../shared/domain/tender/granted.ts';
import { fen, parseYuan, plainYuan } from '../../shared/kernel/money.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';

/** What the platform really granted of a claim, by itself or with the note that it was paid; the sale stays as it is. */
export function GrantDialog(props: {
  readonly claim: ClaimView;
  readonly isSettling: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { claim, isSettling } = props;
  const { claimId, subsidyFen } = claim;
  const [typed, setTyped] = useState(plainYuan(fen(claim.grantedFen ?? subsidyFen)));
  const [note, setNote] = useState(claim.grantNote);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const grantedFen = parseYuan(typed);
  const difference = grantDifference(subsidyFen, grantedFen);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (grantedFen === null) return;
    const answer = await ask(
      isSettling
        ? core.subsidy.move.mutate({
            claimId,
            state: 'settled',
            note: '',
            grantedFen,
            grantNote: note,
          })
        : core.subsidy.grant.mutate({ claimId, grantedFen, note }),
    );
    if (!answer.ok) return setRefusal(answer.refusal);
    toast(t('tenders.moved'));
    props.onClose();
    await queryClient.invalidateQueries();
  };
  return (
    <SheetDialog
      title={t(isSettling ? 'tenders.settleTitle' : 'tenders.grantTitle')}
      testId={testIds.grantDialog}
      onClose={props.onClose}
    >
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p>
          {claim.goods} · {t('tenders.forecast', { amount: yuan(subsidyFen) })}
        </p>
        <Field
          label={t('tenders.granted')}
          value={typed}
          onText={setTyped}
          maxLength={12}
          inputMode="decimal"
          required
          autoFocus
          testId={testIds.grantAmount}
        />
        {difference !== null && (
          <>
            <p className="chip needs">{t('tenders.differs', { amount: yuan(difference) })}</p>
            <Field
              label={t('tenders.grantNote')}
              value={note}
              onText={setNote}
              maxLength={120}
              testId={testIds.grantNote}
            />
          </>
        )}
        <p className="quiet-text">{t('tenders.grantHint')}</p>
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={props.onClose}>
            {t('app.cancel')}
          </button>
          <button
            type="submit"
            className="button next"
            disabled={grantedFen === null}
            data-testid={testIds.grantConfirm}
          >
            {t(isSettling ? 'tenders.move.settled' : 'tenders.grantConfirm')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
