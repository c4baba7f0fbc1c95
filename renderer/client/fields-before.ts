type Field = HTMLInputElement | HTMLTextAreaElement;

/** The fields that the keys of one burst went to, each with what it held before. */
export type FieldsBefore = ReadonlyMap<Field, string>;

export const NO_FIELDS: FieldsBefore = new Map();

/** Notes where a key of a burst goes, before the field takes it. */
export function noteField(before: FieldsBefore, target: EventTarget | null): FieldsBefore {
  if (!isField(target) || before.has(target)) return before;
  return new Map(before).set(target, target.value);
}

/** Takes a scan out of the fields again; the screen hears of it as of typing. */
export function putBack(before: FieldsBefore): void {
  for (const [field, value] of before) {
    if (field.value === value) continue;
    // React keeps its own setter on the element, so the prototype's writes what counts as typed.
    const type = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(type.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
