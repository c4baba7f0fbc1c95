import { useRef, useState } from 'react';
import type {
  Condition,
  ReturnableLine,
  ReturnableSale,
  ReturnCard,
} from '../../shared/contract/returns.ts';
import { giftsOwed } from '../../shared/domain/returns/gift-value.ts';
import { refundOf } from '../../shared/domain/returns/returnable-units.ts';
import { fen } from '../../shared/kernel/money.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { playSound } from '../client/sounds.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { RETURN_REASONS } from './return-reasons.ts';

type Unit = ReturnableLine['units'][number];
export type ReturnDraft = ReturnType<typeof useReturn>;

/** What the cashier has ticked of one sale, and the one step that takes it back. */
export function useReturn(sale: ReturnableSale, onDone: (back: ReturnCard) => void) {
  const [chosen, setChosen] = useState(() => onlyUnit(sale));
  const [reason, setReason] = useState<string>(RETURN_REASONS[0]?.kept ?? '');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [isWorking, setWorking] = useState(false);
  const underWay = useRef(false);
  const open = useRef<{ readonly key: string; readonly requestId: string } | null>(null);

  const put = (line: ReturnableLine, units: readonly Unit[], condition: Condition | null) => {
    const next = new Map(chosen);
    for (const unit of units) {
      if (condition === null) next.delete(keyOf(line, unit));
      else if (unit.returned === null) next.set(keyOf(line, unit), condition);
    }
    setRefusal(null);
    setChosen(next);
  };
  const units = sale.lines.flatMap((line) =>
    unitsLeft(line).flatMap((unit) => {
      const condition = chosen.get(keyOf(line, unit));
      return condition ? [{ position: line.position, unit: unit.unit, condition }] : [];
    }),
  );
  // What the cashier sees and agrees to; the core computes it anew and refuses where it differs.
  const paidFen = refundOf(
    sale.lines.flatMap((line) => unitsLeft(line).filter((unit) => chosen.has(keyOf(line, unit)))),
  );
  const giftsKeptFen = giftsOwed(sale.gifts, unitsBack(sale, chosen), {
    refundFen: paidFen,
    beforeFen: fen(sale.giftsPaidFen),
  });
  const refundFen = fen(paidFen - giftsKeptFen);

  const confirm = async () => {
    if (underWay.current || units.length === 0) return;
    underWay.current = true;
    setWorking(true);
    const request = { saleId: sale.saleId, units, reason, expectedRefundFen: refundFen };
    const key = JSON.stringify(request);
    if (open.current?.key !== key) open.current = { key, requestId: crypto.randomUUID() };
    const { requestId } = open.current;
    const answer = await withApproval((approval) =>
      ask(core.returns.create.mutate({ ...request, requestId, approval })),
    );
    const isAnswered = answer.ok || !/unreachable|failed/.test(answer.refusal.code);
    if (isAnswered) open.current = null; // a lost answer is asked for again under the same id
    playSound(answer.ok ? 'done' : 'bad');
    setRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries({ queryKey: [['returns']] });
    underWay.current = false;
    setWorking(false);
    if (answer.ok) onDone(answer.value);
  };
  return {
    sale,
    count: units.length,
    refundFen,
    giftsKeptFen,
    reason,
    setReason,
    refusal,
    isWorking,
    confirm,
    conditionOf: (line: ReturnableLine, unit: Unit) => chosen.get(keyOf(line, unit)) ?? null,
    take: (line: ReturnableLine, some: readonly Unit[], condition: Condition = 'restock') =>
      put(line, some, condition),
    leave: (line: ReturnableLine, some: readonly Unit[]) => put(line, some, null),
    /** Ticks the unit with this serial number; false when the sale has none of it. */
    takeSerial: (code: string): boolean => {
      for (const line of sale.lines) {
        const unit = unitsLeft(line).find((one) => one.serialNumbers.includes(code.toUpperCase()));
        if (!unit) continue;
        put(line, [unit], chosen.get(keyOf(line, unit)) ?? 'restock');
        return true;
      }
      return false;
    },
  };
}

/** The units of a line that the customer still has. */
export function unitsLeft(line: ReturnableLine): readonly Unit[] {
  return line.units.filter((unit) => unit.returned === null);
}

/** Every unit that will have come back then, by name. */
function unitsBack(
  sale: ReturnableSale,
  chosen: ReadonlyMap<string, Condition>,
): ReadonlySet<string> {
  const gone = sale.lines.flatMap((line) =>
    line.units.filter(({ returned }) => returned !== null).map((unit) => keyOf(line, unit)),
  );
  return new Set([...gone, ...chosen.keys()]);
}

/** A receipt of one thing leaves no choice: it is ticked already. */
function onlyUnit(sale: ReturnableSale): ReadonlyMap<string, Condition> {
  const [line, ...others] = sale.lines;
  const [unit] = line ? unitsLeft(line) : [];
  const isAlone = others.length === 0 && line?.units.length === 1;
  return new Map(isAlone && unit ? [[keyOf(line, unit), 'restock']] : []);
}

function keyOf(line: ReturnableLine, unit: Unit): string {
  return `${line.position}/${unit.unit}`;
}
