import type { BadEntry } from '../../../shared/contract/journal.ts';
import { saleFiguresIn } from '../../../shared/domain/journal/closing-totals.ts';
import { type ChainHead, chainFault } from './chain.ts';
import { CLOSING_TYPES, type CloseCheck } from './close-check.ts';
import type { FactCheck } from './fact-check.ts';
import type { RawEntry } from './journal-read-table.ts';
import type { Payload } from './recorded-row-table.ts';

/** What is found wrong at one number of a chain. */
export type Found = Omit<BadEntry, 'register'>;

/** A place in a register's chain that somebody else keeps: `hash` may be its first digits alone. */
export type Anchor = { readonly register: string; readonly seq: number; readonly hash: string };

/** What is looked at beside the chain itself. */
export type Watch = {
  readonly closes: CloseCheck | null;
  readonly facts: FactCheck | null;
  readonly anchors: readonly Pick<Anchor, 'seq' | 'hash'>[];
  readonly count: () => void;
};

export type Walked = {
  readonly head: ChainHead;
  readonly found: readonly Found[];
  /** PURGE entries by the number they purged through, with the hash they name. */
  readonly purges: ReadonlyMap<number, string>;
};

/** Walks one chain to its end. A break is noted and the walk goes on behind it, so that each Z report is judged. */
export function walkChain(
  entries: Iterable<RawEntry>,
  registerId: string,
  start: ChainHead,
  watch: Watch,
): Walked {
  const found: Found[] = [];
  const note = (one: Found | null) => {
    if (one) found.push(one);
  };
  const purges = new Map<number, string>();
  const anchors = Map.groupBy(watch.anchors, ({ seq }) => seq);
  let head = start;
  for (const entry of entries) {
    watch.count();
    const [seq, type, , endedAt, operator, text, , hash] = entry;
    const fault = chainFault(registerId, head, entry);
    if (fault) note({ seq: fault === 'gap' ? head.seq + 1 : seq, why: fault, what: '' });
    head = { seq, hash };
    const isElse = anchors.get(seq)?.some((at) => !hash.startsWith(at.hash.toLowerCase()));
    if (isElse) note({ seq, why: 'anchor', what: '' });
    const isClosing = CLOSING_TYPES.has(type);
    if (!isClosing && !watch.facts?.types.has(type)) continue;
    const place = { registerId, seq, hash, endedAt, operator };
    const figures = type === 'SALE' && !watch.facts ? saleFiguresIn(text) : null;
    const payload = figures ?? parsed(text);
    if (!payload) {
      note({ seq, why: 'hash', what: '' });
      continue;
    }
    if (isClosing && watch.closes) note(watch.closes.look(type, payload, place));
    if (type === 'PURGE') purges.set(Number(payload.throughSeq), String(payload.lastHash));
    note(watch.facts?.look(type, payload, place) ?? null);
  }
  const beyond = [...anchors.keys()].filter((seq) => seq > head.seq);
  if (beyond.length > 0) note({ seq: head.seq + 1, why: 'tail_cut', what: '' });
  return { head, found, purges };
}

function parsed(text: string): Payload | null {
  try {
    return JSON.parse(text) as Payload;
  } catch {
    return null;
  }
}
