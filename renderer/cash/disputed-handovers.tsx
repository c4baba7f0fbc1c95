import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HandoverView } from '../../shared/contract/shift.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import { SettleDialog } from './settle-dialog.tsx';

/** Handovers that were taken under a dispute, until somebody says who bears the difference. */
export function DisputedHandovers() {
  const { t, dayTime } = useWords();
  const handovers = useQuery(reads.shift.handovers.queryOptions({ limit: 50 }));
  const [settling, setSettling] = useState<HandoverView | null>(null);
  const open = (handovers.data ?? []).filter((one) => one.state === 'disputed');
  return (
    <section className="card panel">
      <h2>{t('cash.disputes')}</h2>
      {handovers.isSuccess && open.length === 0 && (
        <p className="quiet-text">{t('cash.disputesEmpty')}</p>
      )}
      <ul>
        {open.map((one) => (
          <li key={one.handoverId} className="list-row" data-testid={testIds.disputedHandover}>
            <span className="list-main">
              <b>
                {t('cash.disputeLine', {
                  out: one.outName,
                  handed: yuan(one.handedFen ?? 0),
                  in: one.inName ?? '',
                  received: yuan(one.receivedFen ?? 0),
                })}
              </b>
              <span className="quiet-text">
                {dayTime(one.at)} · {one.reason}
              </span>
            </span>
            <b className="figures">{yuan(one.differenceFen ?? 0)}</b>
            <button
              type="button"
              className="button"
              data-testid={testIds.settleHandover}
              onClick={() => setSettling(one)}
            >
              {t('cash.settle')}
            </button>
          </li>
        ))}
      </ul>
      {settling && <SettleDialog handover={settling} onClose={() => setSettling(null)} />}
    </section>
  );
}
