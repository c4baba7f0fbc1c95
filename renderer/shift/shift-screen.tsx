import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CountResult, ShiftStanding, ShiftView } from '../../shared/contract/shift.ts';
import type { ScreenRefusal } from '../client/ask.ts';
import { reads } from '../client/core-client.ts';
import { OnlyFor } from '../components/only-for.tsx';
import { CheckStep } from './check-step.tsx';
import { CountStep } from './count-step.tsx';
import { type Ended, type EndKind, endShift } from './end-shift.ts';
import { EndedStep } from './ended-step.tsx';
import { MattersStep } from './matters-step.tsx';
import { OpenShift } from './open-shift.tsx';
import { TakeOver } from './take-over.tsx';

/** Open or take over; later open matters, blind count, check, paper. The core knows at which step the shift is. */
export function ShiftScreen() {
  const standing = useQuery(reads.shift.standing.queryOptions());
  const [ended, setEnded] = useState<Ended | null>(null);
  return (
    <main className="page">
      <div className="inner">
        <OnlyFor rights={['open_shift', 'close_shift']}>
          {standing.isSuccess &&
            (ended ? (
              <EndedStep ended={ended} onNext={() => setEnded(null)} />
            ) : (
              <Standing standing={standing.data} onEnded={setEnded} />
            ))}
        </OnlyFor>
      </div>
    </main>
  );
}

function Standing(props: {
  readonly standing: ShiftStanding;
  readonly onEnded: (ended: Ended) => void;
}) {
  const { shift, handover } = props.standing;
  const [end, setEnd] = useState<EndKind | null>(null);
  if (!shift) {
    if (!handover) return <OpenShift standing={props.standing} />;
    return <TakeOver key={handover.handoverId} handover={handover} onEnded={props.onEnded} />;
  }
  if (shift.state === 'open')
    return (
      <MattersStep shift={shift} earlierShifts={props.standing.openDayShifts} onStart={setEnd} />
    );
  return <Counting shift={shift} end={end} onEnd={setEnd} onEnded={props.onEnded} />;
}

/**
 * From the first count to the last. A count that somebody is typing here is not taken away when another
 * screen submits one: the core refuses it then, and the newer count is shown with that.
 */
function Counting(props: {
  readonly shift: ShiftView;
  readonly end: EndKind | null;
  readonly onEnd: (end: EndKind) => void;
  readonly onEnded: (ended: Ended) => void;
}) {
  const { shift, end } = props;
  const [attempt, setAttempt] = useState<number | null>(shift.count ? null : shift.attempt);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const counted = async (result: CountResult) => {
    // What leaves nothing to explain ends as it was chosen before counting.
    if (result.overShortFen === 0 && end) {
      const answer = await endShift(end, result, '');
      if (answer.ok) return props.onEnded(answer.value);
      setRefusal(answer.refusal);
    }
    setAttempt(null);
  };
  if (attempt !== null || !shift.count) {
    return (
      <CountStep
        key={attempt}
        attempt={attempt ?? shift.attempt}
        end={end}
        onEnd={props.onEnd}
        onCounted={(result) => void counted(result)}
        onSuperseded={(refused) => {
          setRefusal(refused);
          setAttempt(null);
        }}
      />
    );
  }
  return (
    <CheckStep
      key={shift.count.seq}
      result={shift.count}
      end={end}
      refusal={refusal}
      onRecount={() => {
        setRefusal(null);
        setAttempt(shift.attempt);
      }}
      onEnded={props.onEnded}
    />
  );
}
