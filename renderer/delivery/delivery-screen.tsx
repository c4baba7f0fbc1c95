import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { TicketPanel } from './ticket-panel.tsx';

const SHOWN = 100;

/** Tickets for what is delivered and installed, and the serial numbers that are still missing. */
export function DeliveryScreen() {
  const { t } = useWords();
  const tickets = useQuery(reads.fulfilment.list.queryOptions({ limit: SHOWN }));
  const location = useLocation();
  const [onlyMissing, setOnlyMissing] = useState(location.searchStr.includes('only=missing'));
  const list = (tickets.data ?? []).filter((ticket) => !onlyMissing || ticket.missingSerials > 0);
  return (
    <main className="page">
      <div className="inner">
        <div className="page-head">
          <h1>{t('delivery.title')}</h1>
          <label className="check">
            <input
              type="checkbox"
              checked={onlyMissing}
              onChange={(event) => setOnlyMissing(event.target.checked)}
            />
            {t('delivery.onlyMissing')}
          </label>
        </div>
        {tickets.isSuccess && list.length === 0 && (
          <p className="card empty">{t('delivery.empty')}</p>
        )}
        <ul className="tickets">
          {list.map((ticket) => (
            <TicketPanel key={ticket.ticketId} ticket={ticket} />
          ))}
        </ul>
      </div>
    </main>
  );
}
