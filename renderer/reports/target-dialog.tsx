import { useState } from 'react';
import { fen, parseYuan, plainYuan } from '../../shared/kernel/money.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';

const MOST_FEN = 1_000_000_000;

/** What the shop means to sell on each day, from this month on. */
export function TargetDialog(props: {
  readonly month: string;
  readonly dailyFen: number;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState(props.dailyFen === 0 ? '' : plainYuan(fen(props.dailyFen)));
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const given = parseYuan(text === '' ? '0' : text);
  const isValid = given !== null && given >= 0 && given <= MOST_FEN;
  const save = async () => {
    if (given === null || !isValid) return;
    const answer = await ask(
      core.reports.setTarget.mutate({ month: props.month, dailyFen: given }),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    await queryClient.invalidateQueries({ queryKey: [['reports']] });
    props.onClose();
  };
  return (
    <SheetDialog title={t('reports.target')} testId="target-dialog" onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Notice refusal={refusal} />
        <Field
          label={`${t('reports.targetOf', { month: props.month })} (${t('reports.yuan')})`}
          inputMode="decimal"
          autoFocus
          value={text}
          onText={setText}
          testId="target-amount"
        />
        {!isValid && <p className="quiet-text">{t('reports.targetInvalid')}</p>}
        <div className="row wrap">
          <button
            type="submit"
            className="button next wide"
            disabled={!isValid}
            data-testid="target-save"
          >
            {t('reports.saveTarget')}
          </button>
          <button type="button" className="button" onClick={props.onClose}>
            {t('reports.cancel')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
