import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ReturnCard } from '../../shared/contract/returns.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { HandBack } from '../components/hand-back.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { useReturnScan } from './use-return-scan.ts';

/** Taken back: what to hand over, note by note, what became of the slip, and what else is to be done. */
export function ReturnDone(props: {
  readonly back: ReturnCard;
  readonly onMore: () => void;
  readonly onOther: () => void;
}) {
  const { t } = useWords();
  const { returnId } = props.back;
  const detail = useQuery(reads.returns.detail.queryOptions({ returnId }));
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  useReturnScan((saleId) => {
    props.onOther();
    location.hash = `#/returns?sale=${encodeURIComponent(saleId)}`;
  }, true);
  const now = detail.data?.ok ? detail.data.value : null;
  const back = now ?? props.back;
  const hasDamaged = now?.lines.some((line) => line.condition === 'damaged') ?? false;
  const reprint = async () => {
    const answer = await ask(
      core.printing.reprint.mutate({ kind: 'return_slip', ref: back.returnId }),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('sell.reprinted'));
  };
  return (
    <section
      className="card done-panel"
      aria-live="polite"
      data-testid={testIds.returnDone}
      data-return-id={back.returnId}
    >
      <header className="row">
        <CircleCheck size={28} aria-hidden="true" />
        <h2>{t('returns.done')}</h2>
        <span className="quiet-text">
          {back.receiptNumber} · {t('returns.count', { count: back.unitCount })}
          {back.approvedBy !== null && ` · ${t('returns.approvedBy', { name: back.approvedBy })}`}
        </span>
      </header>
      <HandBack
        label={t('returns.handBack')}
        nothing={t('returns.nothingToPay')}
        amountFen={back.refundFen}
        pieces={back.refundPieces}
        testId={testIds.refundPaid}
      />
      <footer className="row wrap">
        <span
          className={/failed|unknown/.test(back.slipState) ? 'chip needs' : 'chip'}
          data-testid={testIds.slipState}
          data-state={back.slipState}
        >
          {t('returns.slip', { number: back.returnNumber })} · {t(`paper.${back.slipState}`)}
        </span>
        {back.revivedCoupons.map((last4) => (
          <span className="chip done" key={last4}>
            {t('returns.couponBack', { last4 })}
          </span>
        ))}
        {back.cancelledTickets.map((number) => (
          <span className="chip done" key={number}>
            {t('returns.cancelled', { number })}
          </span>
        ))}
        {back.keptTickets.map((number) => (
          <span className="chip needs" key={number}>
            {t('returns.kept', { number })}
          </span>
        ))}
        {hasDamaged && <span className="chip needs">{t('returns.damagedHint')}</span>}
      </footer>
      <p className="quiet-text">{t('returns.sign')}</p>
      <Notice refusal={refusal} />
      <div className="row wrap">
        <a
          className="button next large wide"
          href="#/"
          data-testid={testIds.returnFinish}
          ref={(link) => link?.focus()}
        >
          {t('returns.finish')}
          <kbd className="key-hint">Enter</kbd>
        </a>
        <button type="button" className="button large" onClick={props.onMore}>
          {t('returns.moreOfSale')}
        </button>
        <button type="button" className="button large" onClick={() => void reprint()}>
          {t('returns.again')}
        </button>
      </div>
    </section>
  );
}
