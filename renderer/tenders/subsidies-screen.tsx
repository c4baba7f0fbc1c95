import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClaimView } from '../../shared/contract/subsidy-claims.ts';
import { CLAIM_STATES, type ClaimState } from '../../shared/domain/tender/claim-state.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { OnlyFor } from '../components/only-for.tsx';
import { toast } from '../components/toast.tsx';
import { ClaimExport } from './claim-export-bar.tsx';
import { ClaimRow } from './claim-row.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { RejectDialog } from './reject-dialog.tsx';

/** Subsidies claimed with sales, by where they stand, and what to note next. */
export function SubsidiesScreen() {
  const { t } = useWords();
  const may = useMay();
  const [state, setState] = useState<ClaimState>('claimed');
  return (
    <main className="page">
      <div className="inner">
        <div className="page-head">
          <div>
            <h1>{t('tenders.claims')}</h1>
            <p className="quiet-text">{t('tenders.claimsLead')}</p>
          </div>
        </div>
        <OnlyFor rights={['claim_subsidy']}>
          <div className="stack">
            <ClaimTable state={state} onState={setState} />
            {may('export_data') && may('reveal_personal_data') && <ClaimExport state={state} />}
          </div>
        </OnlyFor>
      </div>
    </main>
  );
}

function ClaimTable(props: {
  readonly state: ClaimState;
  readonly onState: (state: ClaimState) => void;
}) {
  const { t } = useWords();
  const { state } = props;
  const [isDiffering, setDiffering] = useState(false);
  const which = isDiffering ? { state: null, isDiffering } : { state, isDiffering };
  const list = useQuery(
    reads.subsidy.list.queryOptions(
      { ...which, limit: 200 },
      { placeholderData: keepPreviousData },
    ),
  );
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [rejecting, setRejecting] = useState<ClaimView | null>(null);
  const [granting, setGranting] = useState<Granting | null>(null);
  const differences = list.data?.differences;
  // The last one was explained: back to the state that was looked at.
  if (isDiffering && differences?.count === 0) setDiffering(false);
  const sums = list.data?.sums ?? [];
  const claims = list.data?.claims ?? [];
  const submitted = async ({ claimId }: ClaimView) => {
    const answer = await ask(core.subsidy.move.mutate({ claimId, state: 'submitted' }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('tenders.moved'));
    await queryClient.invalidateQueries();
  };
  return (
    <>
      <div className="segments claim-states">
        {CLAIM_STATES.map((one) => {
          const sum = sums.find((found) => found.state === one);
          const name = t(`tenders.claimState.${one}`);
          return (
            <button
              key={one}
              type="button"
              className="button"
              aria-pressed={one === state && !isDiffering}
              data-testid={testIds.claimState(one)}
              onClick={() => {
                setDiffering(false);
                props.onState(one);
              }}
            >
              <span>{t('tenders.claimSum', { state: name, count: sum?.count ?? 0 })}</span>
              <b className="figures">{yuan(sum?.fen ?? 0)}</b>
            </button>
          );
        })}
      </div>
      <Notice refusal={refusal} />
      {differences !== undefined && differences.count > 0 && (
        <button
          type="button"
          className="chip needs"
          aria-pressed={isDiffering}
          data-testid={testIds.claimDifferences}
          onClick={() => setDiffering(!isDiffering)}
        >
          {t('tenders.differences', {
            count: differences.count,
            amount: yuan(differences.fen),
          })}
        </button>
      )}
      <div className="card">
        {list.isSuccess && claims.length === 0 && (
          <p className="empty">{t('tenders.claimsEmpty')}</p>
        )}
        <ul>
          {claims.map((claim) => (
            <ClaimRow
              key={claim.claimId}
              claim={claim}
              onGrant={() => setGranting({ claim, isSettling: false })}
              onMove={(to) => {
                if (to === 'rejected') setRejecting(claim);
                else if (to === 'settled') setGranting({ claim, isSettling: true });
                else void submitted(claim);
              }}
            />
          ))}
        </ul>
      </div>
      {granting && <GrantDialog {...granting} onClose={() => setGranting(null)} />}
      {rejecting && <RejectDialog claim={rejecting} onClose={() => setRejecting(null)} />}
    </>
  );
}

type Granting = { readonly claim: ClaimView; readonly isSettling: boolean };
