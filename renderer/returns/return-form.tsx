import { type FormEvent, useEffect, useRef } from 'react';
import type { ReturnableSale, ReturnCard } from '../../shared/contract/returns.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { Money, yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { isAboutShift } from '../sell/next-step.tsx';
import { ReturnLine } from './return-line.tsx';
import { RETURN_REASONS } from './return-reasons.ts';
import { type ReturnDraft, unitsLeft, useReturn } from './use-return.ts';
import { useReturnScan } from './use-return-scan.ts';

/** Days within which faulty goods may be returned by law; later ones are taken back at the shop's grace. */
const RETURN_DAYS = 7;

/** One sale by its units: tick what comes back, say why, pay it out. Enter in the form pays out. */
export function ReturnForm(props: {
  readonly sale: ReturnableSale;
  readonly onDone: (back: ReturnCard) => void;
  readonly onOpen: (saleId: string | null) => void;
}) {
  const { t } = useWords();
  const { sale } = props;
  const draft = useReturn(sale, props.onDone);
  useReturnScan(props.onOpen, true, draft.takeSerial);
  const form = useRef<HTMLFormElement>(null);
  // From here Space ticks, Tab goes on, Enter pays out.
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:enabled')?.focus(), []);
  const isOver = sale.lines.every((line) => unitsLeft(line).length === 0);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void draft.confirm();
  };
  return (
    <form ref={form} className="two-columns" data-testid={testIds.returnForm} onSubmit={send}>
      <section className="stack">
        <SaleHead sale={sale} onOther={() => props.onOpen(null)} />
        {isOver ? (
          <p className="note-box">{t('returns.allBack')}</p>
        ) : (
          <h2>{t('returns.choose')}</h2>
        )}
        <ul className="stack">
          {sale.lines.map((line) => (
            <ReturnLine key={line.position} line={line} draft={draft} />
          ))}
        </ul>
      </section>
      <aside className="stack return-side">
        {!isOver && <Reasons draft={draft} />}
        <RefundCard draft={draft} />
        <Refused draft={draft} />
        <button
          type="submit"
          className="button next primary"
          data-testid={testIds.returnConfirm}
          disabled={draft.count === 0 || draft.isWorking}
        >
          <b>{confirmWords(draft, t)}</b>
          {draft.count > 0 && <kbd className="key-hint">Enter</kbd>}
        </button>
      </aside>
    </form>
  );
}

function SaleHead({ sale, onOther }: { sale: ReturnableSale; onOther: () => void }) {
  const { t, dayTime } = useWords();
  const { ageDays } = sale;
  const age = ageDays > RETURN_DAYS ? 'ageLong' : 'age';
  return (
    <header className="return-head">
      <div>
        <b className="return-number">{sale.receiptNumber}</b>
        <p className="quiet-text">
          {dayTime(sale.completedAt)} · {sale.cashier} · ￥{yuan(sale.dueFen)}
        </p>
      </div>
      <span className={ageDays > RETURN_DAYS ? 'chip needs' : 'chip'}>
        {t(ageDays === 0 ? 'returns.ageToday' : `returns.${age}`, { count: ageDays })}
      </span>
      {sale.returnedFen > 0 && (
        <span className="chip needs">
          {t('returns.paidBack', { amount: yuan(sale.returnedFen) })}
        </span>
      )}
      <button type="button" className="button" onClick={onOther}>
        {t('returns.other')}
      </button>
    </header>
  );
}

function Reasons({ draft }: { draft: ReturnDraft }) {
  const { t } = useWords();
  return (
    <fieldset className="segments-field">
      <legend className="quiet-text">{t('returns.reason')}</legend>
      <div className="segments">
        {RETURN_REASONS.map(({ key, kept }) => (
          <button
            key={key}
            type="button"
            className="button"
            aria-pressed={kept === draft.reason}
            data-testid={testIds.returnReason}
            onClick={() => draft.setReason(kept)}
          >
            {t(`returns.reasons.${key}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function RefundCard({ draft }: { draft: ReturnDraft }) {
  const { t } = useWords();
  const { sale, refundFen, giftsKeptFen, count } = draft;
  const giftNames = sale.gifts.map(({ name }) => name).join('、');
  const numbers = sale.openTickets.map((ticket) => ticket.ticketNumber).join('、');
  return (
    <div className="card refund-card">
      <div className="due">
        <span>
          {t('returns.refund')}
          {count > 0 && <small> · {t('returns.count', { count })}</small>}
        </span>
        <output data-testid={testIds.refundAmount} data-fen={refundFen}>
          <Money amount={refundFen} sign />
        </output>
      </div>
      {giftsKeptFen !== 0 && (
        <p className="chip needs">
          {t(giftsKeptFen > 0 ? 'returns.giftsKept' : 'returns.giftsBack', {
            names: giftNames,
            amount: yuan(Math.abs(giftsKeptFen)),
          })}
        </p>
      )}
      {refundFen > sale.alonePayOutFen && (
        <p className="chip needs">
          {t('returns.overLimit', { amount: yuan(sale.alonePayOutFen) })}
        </p>
      )}
      {numbers !== '' && <p className="chip advice">{t('returns.tickets', { numbers })}</p>}
    </div>
  );
}

/** Why it was not paid out, and where that is settled. */
function Refused({ draft }: { draft: ReturnDraft }) {
  const { t } = useWords();
  const may = useMay();
  const code = draft.refusal?.code ?? '';
  return (
    <Notice refusal={draft.refusal}>
      {isAboutShift(code) && (
        <a className="button" href="#/shift">
          {t(`obstacle.${code}`)}
        </a>
      )}
      {code === 'cash_not_in_drawer' && may('move_cash') && (
        <a className="button" href="#/cash">
          {t('returns.topUp')}
        </a>
      )}
    </Notice>
  );
}

function confirmWords(draft: ReturnDraft, t: ReturnType<typeof useWords>['t']): string {
  if (draft.isWorking) return t('returns.working');
  if (draft.count === 0) return t('returns.nothingChosen');
  if (draft.refundFen === 0) return t('returns.confirmFree');
  return t('returns.confirm', { amount: yuan(draft.refundFen) });
}
