import { type FormEvent, useRef, useState } from 'react';
import type { TicketCard } from '../../shared/contract/fulfilment.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { queryClient } from '../client/query-client.ts';
import { playSound } from '../client/sounds.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { quantityText } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';

type Slot = TicketCard['lines'][number]['serials'][number];

/** One ticket: who, where, when, what; a field for each serial number that is missing. */
export function TicketPanel({ ticket }: { ticket: TicketCard }) {
  const { t, day } = useWords();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const reprint = async () => {
    const answer = await ask(
      core.printing.reprint.mutate({ kind: 'installation_ticket', ref: ticket.ticketId }),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('sell.reprinted'));
  };
  const give = async (position: number, slot: Slot, serialNumber: string) => {
    const { unit, role } = slot;
    const answer = await ask(
      core.fulfilment.setSerial.mutate({
        ticketId: ticket.ticketId,
        position,
        unit,
        role,
        serialNumber,
      }),
    );
    playSound(answer.ok ? 'good' : 'bad');
    setRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries({ queryKey: [['fulfilment']] });
    return answer.ok;
  };
  return (
    <li className="card ticket" data-testid={testIds.ticketCard} data-ticket-id={ticket.ticketId}>
      <header>
        <h2>
          {day(ticket.deliveryDate)} {t(`slot.${ticket.deliverySlot}`)}
        </h2>
        <span className="chip done">{t(`handover.${ticket.type}`)}</span>
        {ticket.state === 'cancelled' ? (
          <span className="chip needs">{t('returns.ticketCancelled')}</span>
        ) : (
          <span className={ticket.missingSerials > 0 ? 'chip needs' : 'chip'}>
            {ticket.missingSerials > 0
              ? t('delivery.missing', { count: ticket.missingSerials })
              : t('delivery.complete')}
          </span>
        )}
        <button type="button" className="button" onClick={() => void reprint()}>
          {t('delivery.reprint')}
        </button>
      </header>
      <p>
        <b>{ticket.customer}</b> {ticket.phone} · {ticket.address}
      </p>
      {ticket.note !== '' && <p className="chip advice">{ticket.note}</p>}
      <ul className="ticket-lines">
        {ticket.lines.map((line) => (
          <li key={line.position}>
            <b>{itemTitle({ ...line, brand: '' })}</b>{' '}
            <span className="quiet-text">
              {quantityText(line.quantityMilli)} {line.unitLabel}
            </span>{' '}
            {ticket.state !== 'cancelled' && line.returnedMilli > 0 && (
              <span className="chip needs">
                {t('returns.ofThemBack', { amount: quantityText(line.returnedMilli) })}
              </span>
            )}
            <div className="row wrap">
              {line.serials.map((slot) =>
                slot.serialNumber === null ? (
                  <SerialField
                    key={`${slot.unit} ${slot.role}`}
                    label={t('delivery.serialFor', {
                      name: line.model || line.name,
                      role: t(`serialRole.${slot.role}`),
                    })}
                    placeholder={t(`serialRole.${slot.role}`)}
                    onGive={(number) => give(line.position, slot, number)}
                  />
                ) : (
                  <span className="chip" key={`${slot.unit} ${slot.role}`}>
                    {t('sell.serial', {
                      role: t(`serialRole.${slot.role}`),
                      number: slot.serialNumber,
                    })}
                  </span>
                ),
              )}
            </div>
          </li>
        ))}
      </ul>
      <Notice refusal={refusal} />
      <p className="quiet-text">
        {ticket.ticketNumber} · {ticket.receiptNumber}
      </p>
    </li>
  );
}

function SerialField(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly onGive: (serialNumber: string) => Promise<boolean>;
}) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useCoreEvent((event) => {
    const isHere = document.activeElement === field.current;
    if (event.type === 'scan.received' && isHere) void props.onGive(event.code);
  });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && (await props.onGive(text.trim()))) setText('');
  };
  return (
    <form className="serial-field" onSubmit={(event) => void send(event)}>
      <input
        ref={field}
        className="input"
        aria-label={props.label}
        placeholder={props.placeholder}
        autoComplete="off"
        data-testid={testIds.ticketSerial}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button">
        {t('app.save')}
      </button>
    </form>
  );
}
