import { type FormEvent, useRef, useState } from 'react';
import type { ShiftStanding } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { CountPad } from './count-pad.tsx';
import { sheetTotal, typedCount } from './count-sheet.ts';
import { CountTable } from './count-table.tsx';
import { keepFloat, lastFloat } from './last-float.ts';
import { useCountSheet } from './use-count-sheet.ts';

/** The float that lies in the drawer when the shift begins, and the day the shift will belong to. */
export function OpenShift({ standing }: { standing: ShiftStanding }) {
  const { t, day } = useWords();
  const may = useMay();
  const sheet = useCountSheet();
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const date = standing.nextBusinessDate;
  const open = async (confirmedDate?: string) => {
    const float = sheet.input;
    // A clock far ahead is first a question to the person, only then one for a manager's PIN.
    const answer = confirmedDate
      ? await withApproval((approval) =>
          ask(core.shift.open.mutate({ float, confirmedDate, approval })),
        )
      : await ask(core.shift.open.mutate({ float }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    keepFloat(float);
    await queryClient.invalidateQueries();
    location.hash = '#/';
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void open();
  };
  if (!may('open_shift')) return <p className="card empty">{t('shift.nobodyMay')}</p>;
  return (
    <form ref={form} onSubmit={submit}>
      <div className="step-head">
        <div>
          <h1>{t('shift.openTitle')}</h1>
          <p className="quiet-text">{t('shift.openHint')}</p>
        </div>
        <span className="chip day-chip" data-testid={testIds.businessDay} data-date={date}>
          {t('shift.dayOf', { day: day(date) })}
        </span>
      </div>
      <div className="two-columns">
        <CountTable sheet={sheet} />
        <div className="count-side">
          <CountPad sheet={sheet} form={form} />
          <div className="stack">
            {standing.dayIsClosed && (
              <p className="notice advice">
                <span>{t('shift.dayIsClosed', { day: day(date) })}</span>
              </p>
            )}
            <LastFloatButton sheet={sheet} />
            <button type="submit" className="button next primary" data-testid={testIds.openShift}>
              <b>{t('shift.openButton')}</b>
              <kbd className="key-hint">Enter</kbd>
            </button>
            <Notice refusal={refusal}>
              {refusal?.code === 'clock_far_ahead' && (
                <button
                  type="button"
                  className="button"
                  data-testid={testIds.confirmDate}
                  onClick={() => void open(String(refusal.params?.date ?? date))}
                >
                  {t('shift.clockRight')}
                </button>
              )}
            </Notice>
          </div>
        </div>
      </div>
    </form>
  );
}

/** Fills in what lay in the drawer the last time; the person still looks and opens. */
function LastFloatButton({ sheet }: { sheet: ReturnType<typeof useCountSheet> }) {
  const { t } = useWords();
  const kept = lastFloat();
  const typed = kept && typedCount(kept);
  if (!typed || sheetTotal(typed) === 0) return null;
  return (
    <button
      type="button"
      className="button"
      data-testid={testIds.lastFloat}
      onClick={() => sheet.fill(typed)}
    >
      {t('shift.lastFloat', { amount: yuan(sheetTotal(typed)) })}
    </button>
  );
}
