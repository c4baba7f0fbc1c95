import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { PastTrial } from '../../shared/contract/promotion-trials.ts';
import type { PromotionDraft } from '../../shared/contract/promotions.ts';
import { SHANGHAI_OFFSET_MS } from '../../shared/kernel/business-date.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Money, yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { FundingCosts } from './funding-costs-row.tsx';

/** What a draft would have cost on past sales, by day and by who pays; it can be stopped at any time. */
export function TryPast(props: {
  readonly promotionId: string | null;
  readonly draft: PromotionDraft;
}) {
  const { t } = useWords();
  const status = useQuery(reads.system.status.queryOptions());
  const [typed, setTyped] = useState<{ from: string; to: string } | null>(null);
  const period = typed ?? lastMonth(status.data?.now ?? Date.now());
  const [trial, setTrial] = useState<PastTrial | null>(null);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const trialId = useRef('');
  useCoreEvent((event) => {
    if (event.type === 'promotions.tried' && event.trialId === trialId.current) {
      setProgress({ done: event.done, total: event.total });
    }
  });
  const run = async () => {
    const id = crypto.randomUUID();
    trialId.current = id;
    setTrial(null);
    setProgress({ done: 0, total: 0 });
    const { promotionId, draft: definition } = props;
    const answer = await ask(
      core.promotions.tryPast.mutate({ promotionId, definition, ...period, trialId: id }),
    );
    setProgress(null);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setTrial(answer.value);
  };
  const stop = () => void ask(core.promotions.cancelTrial.mutate({ trialId: trialId.current }));
  return (
    <>
      <p className="quiet-text">{t('promotions.trying.pastHint')}</p>
      <div className="period-bar">
        <Field
          label={t('promotions.trying.from')}
          type="date"
          value={period.from}
          onText={(from) => setTyped({ ...period, from })}
          testId="past-from"
        />
        <Field
          label={t('promotions.trying.to')}
          type="date"
          value={period.to}
          onText={(to) => setTyped({ ...period, to })}
          testId="past-to"
        />
        {progress === null ? (
          <button
            type="button"
            className="button next"
            data-testid="past-run"
            onClick={() => void run()}
          >
            {t('promotions.trying.run')}
          </button>
        ) : (
          <button type="button" className="button" data-testid="past-stop" onClick={stop}>
            {t('promotions.trying.stop')}
          </button>
        )}
      </div>
      {progress && (
        <div className="stack">
          <p>{t('promotions.trying.running', progress)}</p>
          <progress
            aria-label={t('promotions.trying.run')}
            value={progress.done}
            max={Math.max(1, progress.total)}
          />
        </div>
      )}
      <Notice refusal={refusal} />
      {trial && <Result trial={trial} />}
    </>
  );
}

function Result({ trial }: { readonly trial: PastTrial }) {
  const { t, day } = useWords();
  if (trial.saleCount === 0 && !trial.isCancelled) {
    return <p className="empty">{t('promotions.trying.noSales')}</p>;
  }
  const { touchedCount: touched, saleCount: count } = trial;
  const title = t(
    trial.costFen < 0 ? 'promotions.trying.wouldSave' : 'promotions.trying.wouldCost',
  );
  return (
    <div className="stack" data-testid="past-result">
      <p className="tried-cost">
        <span>{title}</span>
        <b data-testid="past-cost">
          <Money amount={Math.abs(trial.costFen)} sign />
        </b>
      </p>
      <p className="quiet-text">
        {t('promotions.trying.ofSales', { touched, count, sold: `￥${yuan(trial.soldFen)}` })}
      </p>
      {trial.isCancelled && <p>{t('promotions.trying.cancelled', { count })}</p>}
      {trial.isCut && <p>{t('promotions.trying.cut', { count })}</p>}
      <FundingCosts costs={trial.costs} />
      {trial.days.length > 0 && (
        <ScrollArea className="scroll-x" label={title}>
          <table className="table figures-table">
            <thead>
              <tr>
                <th scope="col">{t('promotions.trying.day')}</th>
                <th scope="col" className="number">
                  {t('promotions.trying.sales')}
                </th>
                <th scope="col" className="number">
                  {t('promotions.trying.touched')}
                </th>
                <th scope="col" className="number">
                  {t('promotions.trying.cost')}
                </th>
              </tr>
            </thead>
            <tbody>
              {trial.days.map((one) => (
                <tr key={one.date}>
                  <td className="date">{day(one.date)}</td>
                  <td className="number">{one.saleCount}</td>
                  <td className="number">{one.touchedCount}</td>
                  <td className="number">{yuan(one.costFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
    </div>
  );
}

/** The calendar month before the one it is. */
function lastMonth(now: number): { readonly from: string; readonly to: string } {
  const there = new Date(now + SHANGHAI_OFFSET_MS);
  const [year, month] = [there.getUTCFullYear(), there.getUTCMonth()];
  const text = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: text(Date.UTC(year, month - 1, 1)), to: text(Date.UTC(year, month, 0)) };
}
