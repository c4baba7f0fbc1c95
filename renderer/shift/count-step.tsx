import { type FormEvent, useRef, useState } from 'react';
import type { CountResult } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { Segments } from '../components/segments.tsx';
import { CountPad } from './count-pad.tsx';
import { CountTable } from './count-table.tsx';
import type { EndKind } from './end-shift.ts';
import { MatterLine } from './matter-list.tsx';
import { StepHead } from './step-head.tsx';
import { useCountSheet } from './use-count-sheet.ts';

/** Counts blind: what should be there is shown only after the count is submitted. */
export function CountStep(props: {
  readonly attempt: number;
  readonly end: EndKind | null;
  readonly onEnd: (end: EndKind) => void;
  readonly onCounted: (result: CountResult) => void;
  /** Another screen counted meanwhile: this count is not taken, the newer one is shown. */
  readonly onSuperseded: (refusal: ScreenRefusal) => void;
}) {
  const { t } = useWords();
  const sheet = useCountSheet();
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask(
      core.shift.submitCount.mutate({ count: sheet.input, attempt: props.attempt }),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries({ queryKey: [['shift']] });
    if (answer.ok) props.onCounted(answer.value);
    else if (answer.refusal.code === 'count_superseded') props.onSuperseded(answer.refusal);
  };
  const back = async () => {
    const answer = await ask(core.shift.backToSelling.mutate());
    if (!answer.ok) return setRefusal(answer.refusal);
    await queryClient.invalidateQueries();
    location.hash = '#/';
  };
  return (
    <form ref={form} onSubmit={(event) => void submit(event)}>
      <StepHead title={t('shift.countTitle')} step={1}>
        {t('shift.countHint')}
      </StepHead>
      <div className="two-columns">
        <CountTable sheet={sheet} />
        <div className="count-side">
          <CountPad sheet={sheet} form={form} />
          <div className="stack">
            <Segments
              label={t('shift.afterCount')}
              value={props.end ?? ''}
              options={[
                { value: 'close', label: t('shift.afterClose') },
                { value: 'handOver', label: t('shift.afterHandOver') },
              ]}
              onChoose={(end) => props.onEnd(end === 'close' ? 'close' : 'handOver')}
            />
            <button type="submit" className="button next primary" data-testid={testIds.submitCount}>
              <b>{t('shift.submit')}</b>
              <kbd className="key-hint">Enter</kbd>
            </button>
            <Notice refusal={refusal} />
            <button
              type="button"
              className="button"
              data-testid={testIds.backToSelling}
              onClick={() => void back()}
            >
              {t('shift.backToSelling')}
            </button>
            <MatterLine />
          </div>
        </div>
      </div>
    </form>
  );
}
