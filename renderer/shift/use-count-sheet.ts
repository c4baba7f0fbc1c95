import { useRef, useState } from 'react';
import {
  COUNT_FIELDS,
  type CountField,
  countInput,
  NOTHING_COUNTED,
  putText,
  sheetTotal,
  stepPieces,
  type TypedCount,
} from './count-sheet.ts';

export type CountSheet = ReturnType<typeof useCountSheet>;
export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | 'back';

/** A count while it is typed, by keyboard, by finger or by weight; the core knows nothing of it yet. */
export function useCountSheet() {
  const [typed, setTyped] = useState(NOTHING_COUNTED);
  const [grams, setGrams] = useState<TypedCount>({});
  const [current, setCurrent] = useState<CountField>(COUNT_FIELDS[0] ?? 'other');
  // A field that was just entered is written anew by the first key of the pad, as by a selected text.
  const isFresh = useRef(true);
  const inputs = useRef(new Map<CountField, HTMLInputElement>());
  const isWeighing = (field: CountField) => grams[field] !== undefined;

  const put = (field: CountField, text: string) => {
    isFresh.current = false;
    setTyped((count) => putText(count, field, text));
  };
  const putWeight = (field: CountField, text: string, pieces: number) => {
    isFresh.current = false;
    setGrams((weights) => ({ ...weights, [field]: text }));
    setTyped((count) => putText(count, field, pieces === 0 ? '' : String(pieces)));
  };
  const toggleWeighing = (field: CountField) => {
    setGrams(({ [field]: weighed, ...rest }) =>
      weighed === undefined ? { ...rest, [field]: '' } : rest,
    );
  };
  const press = (key: PadKey): string => {
    const before = (isWeighing(current) ? grams : typed)[current] ?? '';
    if (key === 'back') return before.slice(0, -1);
    return `${isFresh.current ? '' : before}${key}`;
  };
  return {
    typed,
    grams,
    current,
    inputs: inputs.current,
    input: countInput(typed),
    totalFen: sheetTotal(typed),
    isWeighing,
    put,
    putWeight,
    toggleWeighing,
    /** What the current field holds after a key of the pad. */
    press,
    step: (field: CountField, by: 1 | -1) => setTyped((count) => stepPieces(count, field, by)),
    fill: (count: TypedCount) => {
      setGrams({});
      setTyped(count);
    },
    enter: (field: CountField) => {
      isFresh.current = true;
      setCurrent(field);
    },
    /** Moves the focus by so many fields; answers whether there was one. */
    move: (from: CountField, by: 1 | -1): boolean => {
      const next = COUNT_FIELDS[COUNT_FIELDS.indexOf(from) + by];
      const input = next === undefined ? undefined : inputs.current.get(next);
      input?.focus();
      input?.select();
      return input !== undefined;
    },
  };
}
