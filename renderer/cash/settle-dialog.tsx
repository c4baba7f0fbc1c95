import { type FormEvent, useState } from 'react';
import type { HandoverView } from '../../shared/contract/shift.ts';
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
import { Choices } from './choices.tsx';

type Bears = NonNullable<HandoverView['bears']>;

/** A manager says who bears what was missing at a handover, and what was found. */
export function SettleDialog(props: {
  readonly handover: HandoverView;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { handover } = props;
  const [bears, setBears] = useState<Bears>('shop');
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const names = { shop: '', outgoing: handover.outName, incoming: handover.inName ?? '' };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { handoverId } = handover;
    const answer = await ask(core.shift.settleHandover.mutate({ handoverId, bears, note }));
    if (!answer.ok) return setRefusal(answer.refusal);
    toast(t('cash.settled'));
    props.onClose();
    await queryClient.invalidateQueries();
  };
  return (
    <SheetDialog
      title={t('cash.settleTitle')}
      testId={testIds.settleDialog}
      onClose={props.onClose}
    >
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p>
          {t('cash.disputeLine', {
            out: handover.outName,
            handed: yuan(handover.handedFen ?? 0),
            in: handover.inName ?? '',
            received: yuan(handover.receivedFen ?? 0),
          })}
        </p>
        <Choices
          label={t('cash.bears')}
          value={bears}
          options={(['shop', 'outgoing', 'incoming'] as const).map((who) => ({
            value: who,
            label: t(`cash.bearsWho.${who}`, { name: names[who] }),
            testId: testIds.bears(who),
          }))}
          onChoose={setBears}
        />
        <Field
          label={t('cash.settleNote')}
          value={note}
          onText={setNote}
          maxLength={120}
          required
          testId={testIds.settleNote}
        />
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={props.onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button next" data-testid={testIds.settleConfirm}>
            {t('cash.settleConfirm')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
