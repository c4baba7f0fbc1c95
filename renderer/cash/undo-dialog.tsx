import { type FormEvent, useRef, useState } from 'react';
import type { CashMovementView } from '../../shared/contract/cash-movement.ts';
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

const REASONS = ['amount', 'twice', 'cancelled'] as const;

/** A movement is never deleted: a second one the other way is written, with the reason. */
export function UndoDialog(props: {
  readonly movement: CashMovementView;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { movementId, amountFen } = props.movement;
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const known = REASONS.find((key) => zhCN.cash.undoReasons[key] === note);
  const requestId = useRef(crypto.randomUUID());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const undo = { requestId: requestId.current, movementId, note };
    const answer = await withApproval((approval) =>
      ask(core.cash.undo.mutate({ ...undo, approval })),
    );
    if (!answer.ok) return setRefusal(answer.refusal);
    props.onClose();
    await queryClient.invalidateQueries();
  };
  return (
    <SheetDialog
      title={t('cash.undoTitle', { amount: yuan(Math.abs(amountFen)) })}
      testId={testIds.undoDialog}
      onClose={props.onClose}
    >
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="quiet-text">{t('cash.undoHint')}</p>
        <div className="segments">
          {REASONS.map((key) => (
            <button
              key={key}
              type="button"
              className="button"
              aria-pressed={note === zhCN.cash.undoReasons[key]}
              data-testid={testIds.reasonChip}
              onClick={() => setNote(zhCN.cash.undoReasons[key])}
            >
              {t(`cash.undoReasons.${key}`)}
            </button>
          ))}
        </div>
        <Field
          label={t('cash.undoReason')}
          value={known ? t(`cash.undoReasons.${known}`) : note}
          onText={setNote}
          maxLength={120}
          required
          testId={testIds.undoReason}
        />
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={props.onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button next" data-testid={testIds.undoConfirm}>
            {t('cash.undoConfirm')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
