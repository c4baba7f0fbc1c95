import type { RefObject } from 'react';
import { type NumberKey, NumberPad } from './number-pad.tsx';
import type { CountSheet } from './use-count-sheet.ts';
import { putInto } from './weigh-coins.tsx';

/** The number keys of a count: they write the field that was entered last, and go to the next. */
export function CountPad(props: {
  readonly sheet: CountSheet;
  readonly form: RefObject<HTMLFormElement | null>;
}) {
  const { sheet, form } = props;
  const onKey = (key: NumberKey) => {
    if (key !== 'next') return putInto(sheet, sheet.current, sheet.press(key));
    if (!sheet.move(sheet.current, 1)) form.current?.requestSubmit();
  };
  return <NumberPad onKey={onKey} />;
}
