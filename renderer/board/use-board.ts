import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { BoardView } from '../../shared/contract/board.ts';
import type { CoreEvent } from '../../shared/contract/system.ts';
import { refuse } from '../../shared/kernel/result.ts';
import { type ScreenRefusal, screenCode } from '../client/ask.ts';
import { reads } from '../client/core-client.ts';
import { useCoreEvent, useLink } from '../client/core-events.ts';
import { queryClient } from '../client/query-client.ts';

/** What happens by the clock alone (an hour ends, a promotion starts) is seen this soon. */
const LOOK_EVERY_MS = 10_000;
/** However fast sales follow one another, the board is read this often at most. */
const GATHER_MS = 250;
/** Figures that were not read anew for so long are not of now, whatever the link says. */
const OLD_AFTER_MS = 3 * LOOK_EVERY_MS;

const MOVES_BOARD: ReadonlySet<CoreEvent['type']> = new Set([
  'sale.completed',
  'goods.returned',
  'shift.changed',
  'paper.changed',
  'promotions.changed',
]);

export type Board = {
  readonly view: BoardView | null;
  /** Since when (epoch ms) the figures stand still because the core cannot be reached; `null`: they are of now. */
  readonly lostSince: number | null;
  readonly refusal: ScreenRefusal | null;
  readonly now: number;
};

/** The board's figures, read again at every sale and by a slow timer. */
export function useBoard(): Board {
  const isLinkUp = useLink();
  const now = useNow();
  const look = useQuery(
    reads.board.look.queryOptions(undefined, {
      refetchInterval: LOOK_EVERY_MS,
      refetchIntervalInBackground: true,
      staleTime: 0,
    }),
  );
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(waiting.current ?? undefined), []);
  useCoreEvent(({ type }) => {
    if (!MOVES_BOARD.has(type) || waiting.current !== null) return;
    waiting.current = setTimeout(() => {
      waiting.current = null;
      void queryClient.invalidateQueries({ queryKey: reads.board.look.queryKey() });
    }, GATHER_MS);
  });
  const view = look.data ?? null;
  const isOld = view !== null && now - look.dataUpdatedAt > OLD_AFTER_MS;
  const isLost = !isLinkUp || look.failureCount > 0 || isOld;
  const code = look.error ? screenCode(look.error) : null;
  return {
    view,
    lostSince: isLost && view ? view.at : null,
    refusal: code === null || code === 'unreachable' ? null : refuse(code).refusal,
    now,
  };
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
