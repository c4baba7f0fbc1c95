import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { DepositView } from '../../shared/contract/deposits.ts';
import { endWords } from '../../shared/i18n/moment-words.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { yuan } from '../components/money.tsx';
import { OnlyFor } from '../components/only-for.tsx';
import { Segments } from '../components/segments.tsx';
import { EndDepositDialog } from './end-deposit-dialog.tsx';
import { TakeDepositDialog } from './take-deposit-dialog.tsx';

/** Deposits that customers left for presales, and the three ways in which one ends. */
export function DepositsScreen() {
  const { t } = useWords();
  const [isTaking, setTaking] = useState(false);
  return (
    <main className="page">
      <div className="inner">
        <div className="page-head">
          <div>
            <h1>{t('tenders.deposits')}</h1>
            <p className="quiet-text">{t('tenders.depositsLead')}</p>
          </div>
          <button
            type="button"
            className="button next"
            data-testid={testIds.takeDeposit}
            onClick={() => setTaking(true)}
          >
            {t('tenders.take')}
          </button>
        </div>
        <OnlyFor rights={['take_deposit']}>
          <div className="stack">
            <DepositList />
          </div>
        </OnlyFor>
        {isTaking && <TakeDepositDialog onClose={() => setTaking(false)} />}
      </div>
    </main>
  );
}

function DepositList() {
  const { t } = useWords();
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const [text, setText] = useState('');
  const [ending, setEnding] = useState<Ending | null>(null);
  const wanted = useDeferredValue(text.trim());
  const list = useQuery(
    reads.deposits.list.queryOptions(
      { personId: null, isOpen: which === 'open', text: wanted, limit: 100 },
      { placeholderData: keepPreviousData },
    ),
  );
  const deposits = list.data ?? [];
  return (
    <>
      <div className="row wrap deposit-filter">
        <Segments
          label=""
          value={which}
          options={(['open', 'all'] as const).map((value) => ({
            value,
            label: t(`tenders.${value}`),
          }))}
          onChoose={setWhich}
        />
        <Field label={t('tenders.search')} value={text} onText={setText} type="search" />
      </div>
      <div className="card">
        {list.isSuccess && deposits.length === 0 && (
          <p className="empty">{t(which === 'open' ? 'tenders.emptyOpen' : 'tenders.empty')}</p>
        )}
        <ul>
          {deposits.map((deposit) => (
            <DepositRow key={deposit.depositId} deposit={deposit} onEnd={setEnding} />
          ))}
        </ul>
      </div>
      {ending && <EndDepositDialog {...ending} onClose={() => setEnding(null)} />}
    </>
  );
}

type Ending = { readonly deposit: DepositView; readonly state: 'refunded' | 'forfeited' };

function DepositRow(props: {
  readonly deposit: DepositView;
  readonly onEnd: (ending: Ending) => void;
}) {
  const { t, language, dayTime } = useWords();
  const { deposit } = props;
  const { state } = deposit;
  const how = [
    deposit.endedBy &&
      t('tenders.by', { name: deposit.endedBy, time: dayTime(deposit.endedAt ?? 0) }),
    deposit.approvedBy && t('tenders.approvedBy', { name: deposit.approvedBy }),
    state === 'redeemed' ? t('tenders.redeemedWith', { number: deposit.reason }) : deposit.reason,
  ].filter((words) => words);
  return (
    <li className="list-row" data-testid={testIds.depositRowOf(deposit.number)}>
      <span className="list-main">
        <b>
          {deposit.number} · {deposit.customer}
        </b>
        <span>{deposit.title}</span>
        <span className="quiet-text">{deposit.promotionName}</span>
        <span className="quiet-text">
          {t('tenders.by', { name: deposit.by, time: dayTime(deposit.at) })}
          {state === 'held' &&
            ` · ${t('tenders.until', { until: endWords(deposit.balanceUntil, language, Date.now()) })}`}
        </span>
        {state !== 'held' && <span className="quiet-text">{how.join(' · ')}</span>}
      </span>
      <span className={state === 'held' ? 'chip advice' : 'chip'}>
        {t(`tenders.state.${state}`)}
      </span>
      <b className="figures">{yuan(deposit.depositFen)}</b>
      {state === 'held' &&
        (['refunded', 'forfeited'] as const).map((end) => (
          <button
            key={end}
            type="button"
            className="button"
            data-testid={testIds.endDeposit(end)}
            onClick={() => props.onEnd({ deposit, state: end })}
          >
            {t(end === 'refunded' ? 'tenders.refund' : 'tenders.forfeit')}
          </button>
        ))}
    </li>
  );
}
