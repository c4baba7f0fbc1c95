import { type FormEvent, useState } from 'react';
import type { ClaimView } from '../../shared/contract/subsidy-claims.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';

/** A rejection is noted with the authority's reason: it may be put right and submitted again. */
export function RejectDialog(props: { readonly claim: ClaimView; readonly onClose: () => void }) {
  const { t } = useWords();
  const { claimId, goods } = props.claim;
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask(core.subsidy.move.mutate({ claimId, state: 'rejected', note }));
    if (!answer.ok) return setRefusal(answer.refusal);
    toast(t('tenders.moved'));
    props.onClose();
    await queryClient.invalidateQueries();
  };
  return (
    <SheetDialog
      title={t('tenders.rejectTitle')}
      testId={testIds.rejectDialog}
      onClose={props.onClose}
    >
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p>{goods}</p>
        <Field
          label={t('tenders.rejectNote')}
          value={note}
          onText={setNote}
          maxLength={120}
          required
          autoFocus
          testId={testIds.rejectNote}
        />
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={props.onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button next" data-testid={testIds.rejectConfirm}>
            {t('tenders.move.rejected')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
