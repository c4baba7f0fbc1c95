/** What a good is sold as: goods go through stock, a service is labour, a material is used up on site. */
export type ItemKind = 'goods' | 'service' | 'material';

/** Which serial numbers a unit carries: none, one, or an indoor and an outdoor one. */
export type SerialRule = 'none' | 'one' | 'ac_split';

/** One entry of the catalogue. Texts may be empty where a price list says nothing. */
export type Item = {
  readonly sku: string;
  readonly kind: ItemKind;
  readonly brand: string;
  readonly model: string;
  readonly name: string;
  readonly category: string;
  readonly energyGrade: string | null; // '1级' … '5级'
  readonly colour: string | null;
  readonly spec: string;
  readonly unitLabel: string;
  readonly serial: SerialRule;
  readonly needsInstall: boolean;
};

/**
 * What tells one good from its twins: brand and model with blanks removed and every symbol kept, so that
 * `F60-33Q7Pro` and `F60-33Q7Pro(HE)` stay apart while `MR- 449W` is `MR-449W`. Gas appliances of one
 * model differ by their gas, so the gas is part of it. Without a model the name stands in.
 */
export function identityOf(item: {
  readonly brand: string;
  readonly model: string;
  readonly name: string;
}): string {
  const what = item.model === '' ? item.name : item.model;
  return `${squeeze(item.brand)}|${squeeze(what)}${gasOf(`${item.name} ${item.model}`)}`;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '').replace(/（/g, '(').replace(/）/g, ')').toUpperCase();
}

function gasOf(text: string): string {
  const gases = ['天然气', '液化气', '人工煤气'].filter((gas) => text.includes(gas));
  return gases.length === 1 ? `|${gases[0]}` : '';
}

/** A model as fingers type it: lower-case letters and digits alone. `BCD-242TDET/QWS` -> `bcd242tdetqws`. */
export function typedModel(model: string): string {
  return model
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
}
