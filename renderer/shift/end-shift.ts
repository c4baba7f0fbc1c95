import type { CountResult, ZReport } from '../../shared/contract/shift.ts';
import { ask, type ScreenAnswer } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { withApproval } from '../components/approval-dialog.tsx';

/** How a counted shift ends: the day is closed with a Z, or somebody else takes the drawer over. */
export type EndKind = 'close' | 'handOver';

/** What the screen shows at the end; a handover shows no amounts, because the next count is blind too. */
export type Ended =
  | { readonly kind: 'close'; readonly report: ZReport }
  | { readonly kind: 'handOver' };

/** Ends the shift on the count that was looked at; where the core asks for a second person, so does the screen. */
export async function endShift(
  kind: EndKind,
  count: Pick<CountResult, 'seq'>,
  reason: string,
): Promise<ScreenAnswer<Ended>> {
  const countSeq = count.seq;
  const answer: ScreenAnswer<Ended> =
    kind === 'close'
      ? await closeDay(countSeq, reason)
      : map(
          await withApproval((approval) =>
            ask(core.shift.handOver.mutate({ countSeq, reason, approval })),
          ),
          () => ({ kind }),
        );
  if (answer.ok) await queryClient.invalidateQueries();
  return answer;
}

/** Closes the day; `countSeq` is null where the last shift was handed over and nobody took it. */
export async function closeDay(
  countSeq: number | null,
  reason: string,
): Promise<ScreenAnswer<Ended>> {
  const answer = await withApproval((approval) =>
    ask(core.shift.close.mutate({ countSeq, reason, approval })),
  );
  return map(answer, ({ report }) => ({ kind: 'close', report }));
}

function map<From, To>(answer: ScreenAnswer<From>, to: (value: From) => To): ScreenAnswer<To> {
  return answer.ok ? { ok: true, value: to(answer.value) } : answer;
}
