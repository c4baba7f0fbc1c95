export type SerialKind = 'none' | 'one' | 'ac_split';
export type SerialRole = 'unit' | 'outdoor' | 'indoor';

/** A place for one serial number: the unit (from 1) and which body of it. */
export type ExpectedSerial = { readonly unit: number; readonly role: SerialRole };

const ROLES: Readonly<Record<SerialKind, readonly SerialRole[]>> = {
  none: [],
  one: ['unit'],
  ac_split: ['outdoor', 'indoor'],
};

/** The serial numbers a line asks for, unit by unit: none, one each, or outdoor and indoor for a split air conditioner. */
export function expectedSerials(
  kind: SerialKind,
  quantityMilli: number,
): readonly ExpectedSerial[] {
  const units = Math.floor(quantityMilli / 1000);
  return Array.from({ length: units }, (_, index) =>
    ROLES[kind].map((role) => ({ unit: index + 1, role })),
  ).flat();
}
