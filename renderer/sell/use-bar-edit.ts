import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CartLineView } from '../../shared/contract/cart.ts';
import { parseYuan } from '../../shared/kernel/money.ts';
import { ask, type ScreenAnswer } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { itemTitle } from '../components/item-title.ts';
import { quantityText, yuan } from '../components/money.tsx';
import { toast } from '../components/toast.tsx';
import { enteredQuantity } from './typed-text.ts';
import type { Sell } from './use-sell.ts';

export type EditOutcome = 'done' | 'refused' | 'unreadable';

type BarEdit = {
  readonly label: string;
  readonly subject: string;
  readonly placeholder: string;
  readonly hint: string | null;
  readonly takesText: boolean;
  readonly takesNumber: boolean;
  readonly apply: (text: string, reason: string) => Promise<EditOutcome>;
  readonly toggle: (() => void) | null;
  readonly toggleLabel: string;
  readonly takeBack: (() => Promise<unknown>) | null;
  readonly takeBackLabel: string;
};

/** What the bar asks for in each mode, and the command that takes the answer. */
export function useBarEdit(sell: Sell): BarEdit {
  const { t } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const [byRate, setByRate] = useState(true);
  const { mode } = sell;
  const lineId = 'lineId' in mode ? mode.lineId : null;
  const line = sell.cart.lines.find((l) => l.lineId === lineId) ?? null;
  const base = { ...PLAIN, subject: line ? subjectOf(line) : '' };
  switch (mode.kind) {
    case 'quantity':
      return {
        ...base,
        label: t('editor.quantity'),
        placeholder: line ? `${quantityText(line.quantityMilli)} ${line.unitLabel}` : '',
        takesNumber: true,
        apply: (text) => {
          const quantityMilli = enteredQuantity(text);
          if (quantityMilli === null) return unreadable();
          return outcome(sell.setQuantity(mode.lineId, quantityMilli));
        },
      };
    case 'price':
      return priceEdit(sell, t, base, mode.lineId, line);
    case 'discount':
      return {
        ...base,
        label: t(byRate ? 'editor.discountRate' : 'editor.discountFen'),
        subject: line ? subjectOf(line) : t('editor.forCart'),
        takesNumber: true,
        hint: t('editor.limit', { percent: (session.data?.discountRate ?? 0) / 100 }),
        apply: (text, reason) => discount(sell, mode.lineId, { byRate, text, reason }),
        toggle: () => setByRate(!byRate),
        toggleLabel: t(byRate ? 'editor.toFen' : 'editor.toRate'),
        takeBack: () =>
          sell.run(
            core.cart.discount.mutate({
              lineId: mode.lineId,
              rate: null,
              offFen: null,
              reason: '',
            }),
          ),
        takeBackLabel: t('editor.takeBackDiscount'),
      };
    case 'note':
      return {
        ...base,
        label: t('editor.note'),
        placeholder: line?.note ?? '',
        apply: (text) =>
          outcome(sell.run(core.cart.setNote.mutate({ lineId: mode.lineId, note: text.trim() }))),
      };
    case 'serial': {
      const role = line?.serials.find((slot) => slot.serialNumber === null)?.role ?? 'unit';
      return {
        ...base,
        label: t('editor.serial', { role: t(`serialRole.${role}`) }),
        apply: (text) =>
          outcome(
            sell.run(
              core.cart.setSerial.mutate({ lineId: mode.lineId, serialNumber: text.trim() }),
            ),
          ),
      };
    }
    case 'clear':
      return {
        ...base,
        label: t('editor.clear'),
        takesText: false,
        apply: async (_, reason) => {
          const done = await outcome(sell.run(core.cart.clear.mutate({ reason })));
          if (done === 'done') toast(t('sell.cleared'));
          return done;
        },
      };
    case 'drawer':
      return {
        ...base,
        label: t('editor.drawer'),
        takesText: false,
        apply: async (_, reason) => {
          const done = await outcome(
            sell.run(
              withApproval((approval) =>
                ask(core.printing.openDrawer.mutate({ reason, approval })),
              ),
            ),
          );
          if (done === 'done') toast(t('sell.drawerOpened'));
          return done;
        },
      };
    case 'find':
      return base;
  }
}

const PLAIN: BarEdit = {
  label: '',
  subject: '',
  placeholder: '',
  hint: null,
  takesText: true,
  takesNumber: false,
  apply: () => unreadable(),
  toggle: null,
  toggleLabel: '',
  takeBack: null,
  takeBackLabel: '',
};

function priceEdit(
  sell: Sell,
  t: ReturnType<typeof useWords>['t'],
  base: BarEdit,
  lineId: string,
  line: CartLineView | null,
): BarEdit {
  const change = (unitFen: number | null, reason: string) =>
    sell.run(
      withApproval((approval) =>
        ask(core.cart.overridePrice.mutate({ lineId, unitFen, reason, approval })),
      ),
    );
  return {
    ...base,
    label: t('editor.price'),
    placeholder: line ? yuan(line.unitPriceFen) : '',
    takesNumber: true,
    apply: (text, reason) => {
      const unitFen = parseYuan(text);
      return unitFen === null ? unreadable() : outcome(change(unitFen, reason));
    },
    takeBack: line && line.unitPriceFen !== line.unitListFen ? () => change(null, '') : null,
    takeBackLabel: t('editor.takeBack'),
  };
}

/** `5` by rate is 5 % off, in ten-thousandths; by amount it is 5 yuan off. */
function discount(
  sell: Sell,
  lineId: string | null,
  typed: { readonly byRate: boolean; readonly text: string; readonly reason: string },
): Promise<EditOutcome> {
  const value = parseYuan(typed.text);
  if (value === null) return unreadable();
  const { reason } = typed;
  const rate = typed.byRate ? value : null;
  const offFen = typed.byRate ? null : value;
  return outcome(
    sell.run(
      withApproval((approval) =>
        ask(core.cart.discount.mutate({ lineId, rate, offFen, reason, approval })),
      ),
    ),
  );
}

function subjectOf(line: CartLineView): string {
  return itemTitle(line);
}

function unreadable(): Promise<EditOutcome> {
  return Promise.resolve('unreadable');
}

async function outcome(answer: Promise<ScreenAnswer<unknown>>): Promise<EditOutcome> {
  return (await answer).ok ? 'done' : 'refused';
}
