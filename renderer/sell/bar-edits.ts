import type { CartLineView } from '../../shared/contract/cart.ts';
import { parseYuan } from '../../shared/kernel/money.ts';
import { ask, type ScreenAnswer } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import type { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { itemTitle } from '../components/item-title.ts';
import { quantityText, yuan } from '../components/money.tsx';
import { toast } from '../components/toast.tsx';
import { enteredQuantity } from './typed-text.ts';
import type { Sell } from './use-sell.ts';

type EditOutcome = 'done' | 'refused' | 'unreadable';

/** One value that the bar asks for, and the command that takes the answer. */
export type BarEdit = {
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

/** What every edit works with; `line` is null for the whole cart. */
export type EditScene = {
  readonly sell: Sell;
  readonly t: ReturnType<typeof useWords>['t'];
  readonly line: CartLineView | null;
};

export const PLAIN_EDIT: BarEdit = {
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

export function quantityEdit({ sell, t, line }: EditScene, lineId: string): BarEdit {
  return {
    ...plainFor(line),
    label: t('editor.quantity'),
    placeholder: line ? `${quantityText(line.quantityMilli)} ${line.unitLabel}` : '',
    takesNumber: true,
    apply: (text) => {
      const quantityMilli = enteredQuantity(text);
      if (quantityMilli === null) return unreadable();
      return outcome(sell.setQuantity(lineId, quantityMilli));
    },
  };
}

export function priceEdit({ sell, t, line }: EditScene, lineId: string): BarEdit {
  const change = (unitFen: number | null, reason: string) =>
    sell.run(
      withApproval((approval) =>
        ask(core.cart.overridePrice.mutate({ lineId, unitFen, reason, approval })),
      ),
    );
  return {
    ...plainFor(line),
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
export function discountEdit(
  { sell, t, line }: EditScene,
  how: { readonly byRate: boolean; readonly toggle: () => void; readonly limitRate: number },
): BarEdit {
  const lineId = line?.lineId ?? null;
  const give = (off: { rate: number | null; offFen: number | null }, reason: string) =>
    sell.run(
      withApproval((approval) =>
        ask(core.cart.discount.mutate({ lineId, ...off, reason, approval })),
      ),
    );
  return {
    ...plainFor(line),
    label: t(how.byRate ? 'editor.discountRate' : 'editor.discountFen'),
    subject: line ? itemTitle(line) : t('editor.forCart'),
    takesNumber: true,
    hint: t('editor.limit', { percent: how.limitRate / 100 }),
    apply: (text, reason) => {
      const value = parseYuan(text);
      if (value === null) return unreadable();
      const off = how.byRate ? { rate: value, offFen: null } : { rate: null, offFen: value };
      return outcome(give(off, reason));
    },
    toggle: how.toggle,
    toggleLabel: t(how.byRate ? 'editor.toFen' : 'editor.toRate'),
    takeBack: () => give({ rate: null, offFen: null }, ''),
    takeBackLabel: t('editor.takeBackDiscount'),
  };
}

export function noteEdit({ sell, t, line }: EditScene, lineId: string): BarEdit {
  return {
    ...plainFor(line),
    label: t('editor.note'),
    placeholder: line?.note ?? '',
    apply: (text) => outcome(sell.run(core.cart.setNote.mutate({ lineId, note: text.trim() }))),
  };
}

export function serialEdit({ sell, t, line }: EditScene, lineId: string): BarEdit {
  const role = line?.serials.find((slot) => slot.serialNumber === null)?.role ?? 'unit';
  return {
    ...plainFor(line),
    label: t('editor.serial', { role: t(`serialRole.${role}`) }),
    apply: (text) =>
      outcome(sell.run(core.cart.setSerial.mutate({ lineId, serialNumber: text.trim() }))),
  };
}

export function clearEdit({ sell, t }: EditScene): BarEdit {
  return {
    ...PLAIN_EDIT,
    label: t('editor.clear'),
    takesText: false,
    apply: async (_, reason) => {
      const done = await outcome(sell.run(core.cart.clear.mutate({ reason })));
      if (done === 'done') toast(t('sell.cleared'));
      return done;
    },
  };
}

export function drawerEdit({ sell, t }: EditScene): BarEdit {
  return {
    ...PLAIN_EDIT,
    label: t('editor.drawer'),
    takesText: false,
    apply: async (_, reason) => {
      const opened = withApproval((approval) =>
        ask(core.printing.openDrawer.mutate({ reason, approval })),
      );
      const done = await outcome(sell.run(opened));
      if (done === 'done') toast(t('sell.drawerOpened'));
      return done;
    },
  };
}

function plainFor(line: CartLineView | null): BarEdit {
  return { ...PLAIN_EDIT, subject: line ? itemTitle(line) : '' };
}

function unreadable(): Promise<EditOutcome> {
  return Promise.resolve('unreadable');
}

async function outcome(answer: Promise<ScreenAnswer<unknown>>): Promise<EditOutcome> {
  return (await answer).ok ? 'done' : 'refused';
}
