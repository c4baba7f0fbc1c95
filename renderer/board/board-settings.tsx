import { useState } from 'react';
import type { BoardView } from '../../shared/contract/board.ts';
import { fen, parseYuan, plainYuan } from '../../shared/kernel/money.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';

const MOST_FEN = 10_000_000_000;
const MOST_TICKETS = 999;

/** What today is measured by: its target, and how much the crew can do. */
export function BoardSettings(props: { readonly view: BoardView; readonly onClose: () => void }) {
  const { t } = useWords();
  const { target } = props.view.takings;
  const { capacity } = props.view.queue;
  const own = target?.from === 'day' ? plainYuan(fen(target.fen)) : '';
  const [amount, setAmount] = useState(own);
  const [tickets, setTickets] = useState(capacity === null ? '' : String(capacity));
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const targetFen = parseYuan(amount === '' ? '0' : amount);
  const ticketCount = tickets === '' ? 0 : Number(tickets);
  const isValid =
    targetFen !== null &&
    targetFen >= 0 &&
    targetFen <= MOST_FEN &&
    Number.isInteger(ticketCount) &&
    ticketCount >= 0 &&
    ticketCount <= MOST_TICKETS;
  const save = async () => {
    if (!isValid || targetFen === null) return;
    if (amount !== own) {
      const set = await ask(core.board.setTarget.mutate({ targetFen }));
      if (!set.ok) return setRefusal(set.refusal);
    }
    if (ticketCount !== (capacity ?? 0)) {
      const set = await ask(core.board.setCapacity.mutate({ ticketCount }));
      if (!set.ok) return setRefusal(set.refusal);
    }
    await queryClient.invalidateQueries({ queryKey: [['board']] });
    props.onClose();
  };
  return (
    <SheetDialog title={t('board.settings')} testId="board-dialog" onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Notice refusal={refusal} />
        <Field
          label={t('board.targetLabel')}
          inputMode="decimal"
          autoFocus
          value={amount}
          onText={setAmount}
          testId="board-target-amount"
        />
        <p className="quiet-text">{t('board.monthHolds')}</p>
        <Field
          label={t('board.capacityLabel')}
          inputMode="numeric"
          value={tickets}
          onText={setTickets}
          testId="board-capacity"
        />
        {!isValid && <p className="quiet-text">{t('board.invalid')}</p>}
        <div className="row wrap">
          <button
            type="submit"
            className="button next wide"
            disabled={!isValid}
            data-testid="board-save"
          >
            {t('board.save')}
          </button>
          <button type="button" className="button" onClick={props.onClose}>
            {t('board.cancel')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
