/** Ids are opaque texts; each kind is its own type so that one cannot stand in for another. */
type Id<Kind extends string> = string & { readonly __id: Kind };

export type Sku = Id<'sku'>;
export type StaffId = Id<'staff'>;
export type RegisterId = Id<'register'>;
export type CartId = Id<'cart'>;
export type CartLineId = Id<'cart-line'>;
export type ShiftId = Id<'shift'>;

/** Gives an id its kind where it enters: a row read back, or a parsed input. */
export function asId<Kind extends Id<string>>(text: string): Kind {
  return text as Kind;
}
