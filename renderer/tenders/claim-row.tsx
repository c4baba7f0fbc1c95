import type { ClaimView } from '../../shared/contract/subsidy-claims.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';

/** One claim: what was asked for, what the platform granted of it, and what to note next. */
export function ClaimRow(props: {
  readonly claim: ClaimView;
  readonly onGrant: () => void;
  readonly onMove: (to: 'submitted' | 'settled' | 'rejected') => void;
}) {
  const { t, dayTime } = useWords();
  const may = useMay();
  const { claim } = props;
  const about = [
    claim.serialNumber,
    claim.grade,
    claim.holder === '' ? t('tenders.holderGone') : `${claim.holder} ${claim.identityNumber}`,
  ].filter((text) => text !== '');
  return (
    <li className="list-row" data-testid={testIds.claimRow}>
      <span className="list-main">
        <b>{claim.goods}</b>
        <span className="quiet-text">{about.join(' · ')}</span>
        <span className="quiet-text">
          {claim.receiptNumber} · {dayTime(claim.soldAt)} · {claim.by}
          {claim.note === '' ? '' : ` · ${claim.note}`}
        </span>
        {claim.grantedFen !== null && <Granted claim={claim} />}
      </span>
      <b className="figures">{yuan(claim.subsidyFen)}</b>
      {may('see_reports') && claim.mayBeGranted && (
        <button
          type="button"
          className="button"
          data-testid={testIds.claimGrant}
          onClick={props.onGrant}
        >
          {t('tenders.grantTitle')}
        </button>
      )}
      {may('see_reports') &&
        claim.next.map(
          (to) =>
            to !== 'reversed' &&
            to !== 'claimed' && (
              <button
                key={to}
                type="button"
                className="button"
                data-testid={testIds.claimMove(to)}
                onClick={() => props.onMove(to)}
              >
                {t(`tenders.move.${to}`)}
              </button>
            ),
        )}
    </li>
  );
}

/** The platform's figure; one that differs stands open until somebody says why. */
function Granted({ claim }: { readonly claim: ClaimView }) {
  const { t } = useWords();
  const granted = t('tenders.grantedAs', { amount: yuan(claim.grantedFen ?? 0) });
  if (claim.differenceFen === null) return <span className="quiet-text">{granted}</span>;
  const differs = t('tenders.differs', { amount: yuan(claim.differenceFen) });
  const isOpen = claim.grantNote === '';
  return (
    <span className={isOpen ? 'chip needs' : 'quiet-text'} data-testid={testIds.claimDiffers}>
      {[granted, differs, claim.grantNote].filter((text) => text !== '').join(' · ')}
    </span>
  );
}
