import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import type { ShiftView } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import type { EndKind } from './end-shift.ts';
import { MatterList } from './matter-list.tsx';
import { StepHead } from './step-head.tsx';
import { XReportButton } from './x-report-button.tsx';

/** A shift is open: what is not finished yet, and the way into counting, for the day's end or for a handover. */
export function MattersStep(props: {
  readonly shift: ShiftView;
  /** Shifts of the same day that were handed over already. */
  readonly earlierShifts: number;
  readonly onStart: (end: EndKind) => void;
}) {
  const { t, day, dayTime } = useWords();
  const may = useMay();
  const { shift } = props;
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const start = async (end: EndKind) => {
    const answer = await ask(core.shift.startCount.mutate());
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) props.onStart(end);
    await queryClient.invalidateQueries();
  };
  return (
    <>
      <StepHead title={t('shift.mattersTitle')} step={0} />
      <div className="two-columns">
        <MatterList />
        <div className="stack">
          <div className="card detail">
            <p>
              {t('shift.nowOpen', {
                number: shift.number,
                name: shift.openedBy,
                time: dayTime(shift.openedAt),
              })}
            </p>
            <p className="quiet-text">
              {t('shift.dayOf', { day: day(shift.businessDate) })} · {t('shift.float')} ￥
              {yuan(shift.openingFloatFen)} · {t('shift.sales', { count: shift.saleCount })}
            </p>
            {props.earlierShifts > 0 && (
              <p className="quiet-text">
                {t('shift.earlierShifts', { count: props.earlierShifts })}
              </p>
            )}
          </div>
          <StartButton end="close" isLoud onStart={start} />
          <StartButton end="handOver" onStart={start} />
          <Notice refusal={refusal} />
          <p className="quiet-text">{t('shift.startHint')}</p>
          <div className="row wrap">
            {may('move_cash') && (
              <a className="button" href="#/cash" data-testid={testIds.nav('cash')}>
                <HandCoins size={18} aria-hidden="true" />
                {t('cash.title')}
              </a>
            )}
            <XReportButton />
          </div>
        </div>
      </div>
    </>
  );
}

const STARTS = {
  close: { label: 'shift.startClose', hint: 'shift.startCloseHint', testId: testIds.startClosing },
  handOver: {
    label: 'shift.startHandOver',
    hint: 'shift.startHandOverHint',
    testId: testIds.startHandOver,
  },
} as const;

function StartButton(props: {
  readonly end: EndKind;
  readonly isLoud?: boolean;
  readonly onStart: (end: EndKind) => Promise<void>;
}) {
  const { t } = useWords();
  const { label, hint, testId } = STARTS[props.end];
  return (
    <button
      type="button"
      className={props.isLoud ? 'button next primary two-lines' : 'button large two-lines'}
      data-testid={testId}
      onClick={() => void props.onStart(props.end)}
    >
      <b>{t(label)}</b>
      <span>{t(hint)}</span>
    </button>
  );
}
