import type { ZReport } from '../../shared/contract/shift.ts';
import { depositProposal } from '../../shared/domain/shift/deposit-proposal.ts';
import { signOutHere } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import type { Ended } from './end-shift.ts';
import { ReportCard } from './report-card.tsx';
import { ReprintZ } from './reprint-z.tsx';
import { StepHead } from './step-head.tsx';

/** The paper is on its way: signatures, and what comes next. */
export function EndedStep({ ended, onNext }: { ended: Ended; onNext: () => void }) {
  const { t } = useWords();
  if (ended.kind === 'handOver') {
    return (
      <div data-testid={testIds.handedOver}>
        <StepHead title={t('shift.handedOver')} step={3} />
        <div className="card detail handed-over">
          <p>{t('shift.handedOverHint')}</p>
          <button
            type="button"
            className="button next primary"
            // biome-ignore lint/a11y/noAutofocus: the one next step
            autoFocus
            data-testid={testIds.nextShift}
            onClick={() => void signOutHere()}
          >
            <b>{t('shift.changePerson')}</b>
          </button>
        </div>
      </div>
    );
  }
  return (
    <>
      <StepHead title={t('shift.closed')} step={3}>
        {t('shift.closedHint')}
      </StepHead>
      <div className="stack">
        <ProposedDeposit report={ended.report} />
        <ClosedActs zNumber={ended.report.zNumber} onNext={onNext} />
        <ReportCard report={ended.report} />
      </div>
    </>
  );
}

/** What may go to the bank or the safe; it is booked in the cash screen, when it really leaves the drawer. */
function ProposedDeposit({ report }: { readonly report: ZReport }) {
  const { t } = useWords();
  const may = useMay();
  const proposal = depositProposal(report);
  if (!proposal) return null;
  const amount = yuan(proposal.depositFen);
  return (
    <div className="row wrap" data-testid={testIds.depositOffer}>
      <span>{t('cash.proposedHint', { amount, float: yuan(proposal.floatFen) })}</span>
      {may('move_cash') && (
        <a className="button" href="#/cash">
          {t('cash.toCash')}
        </a>
      )}
    </div>
  );
}

function ClosedActs(props: { readonly zNumber: number | null; readonly onNext: () => void }) {
  const { t } = useWords();
  return (
    <div className="row wrap">
      <button
        type="button"
        className="button next"
        // biome-ignore lint/a11y/noAutofocus: the one next step
        autoFocus
        data-testid={testIds.nextShift}
        onClick={props.onNext}
      >
        {t('shift.next')}
      </button>
      {props.zNumber !== null && <ReprintZ zNumber={props.zNumber} />}
      <button type="button" className="button" onClick={() => void signOutHere()}>
        {t('signIn.signOut')}
      </button>
    </div>
  );
}
