import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CashMovementView } from '../../shared/contract/cash-movement.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import { UndoDialog } from './undo-dialog.tsx';

/** What moved in this shift, newest first, each with its way back. */
export function MovementList({ canUndo }: { canUndo: boolean }) {
  const { t } = useWords();
  const movements = useQuery(reads.cash.list.queryOptions());
  const [undoing, setUndoing] = useState<CashMovementView | null>(null);
  const list = movements.data ?? [];
  return (
    <section className="card panel">
      <h2>{t('cash.list')}</h2>
      {movements.isSuccess && list.length === 0 && (
        <p className="quiet-text">{t('cash.listEmpty')}</p>
      )}
      <ul>
        {list.map((movement) => (
          <MovementRow
            key={movement.movementId}
            movement={movement}
            onUndo={canUndo ? () => setUndoing(movement) : null}
          />
        ))}
      </ul>
      {undoing && <UndoDialog movement={undoing} onClose={() => setUndoing(null)} />}
    </section>
  );
}

function MovementRow(props: {
  readonly movement: CashMovementView;
  readonly onUndo: (() => void) | null;
}) {
  const { t, time } = useWords();
  const { movement } = props;
  const about = [
    movement.payee,
    movement.slipNumber && t('cash.slipOf', { number: movement.slipNumber }),
    movement.note,
    t('cash.by', { name: movement.byName, time: time(movement.at) }),
    movement.approvedByName && t('cash.approvedBy', { name: movement.approvedByName }),
  ].filter((words) => words);
  return (
    <li className="list-row" data-testid={testIds.movement} data-fen={movement.amountFen}>
      <span className="list-main">
        <b>{t(`cash.category.${movement.category}`)}</b>
        <span className="quiet-text">{about.join(' · ')}</span>
      </span>
      <b className="figures" data-undone={movement.isUndone || undefined}>
        {movement.amountFen > 0 ? `+${yuan(movement.amountFen)}` : yuan(movement.amountFen)}
      </b>
      {movement.isUndone && <span className="chip">{t('cash.undone')}</span>}
      {movement.undoes !== null && <span className="chip">{t('cash.counter')}</span>}
      {!movement.isUndone && movement.undoes === null && props.onUndo && (
        <button
          type="button"
          className="button"
          data-testid={testIds.undoMovement}
          onClick={props.onUndo}
        >
          {t('cash.undo')}
        </button>
      )}
    </li>
  );
}
