import type { Handover } from '../../../shared/contract/cart.ts';
import type { PriceOverride } from '../../../shared/domain/pricing/priced-cart.ts';
import { asId, type CartId, type CartLineId, type Sku } from '../../../shared/kernel/ids.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Allowance, StoredDiscount } from './cart-table.ts';

export type StoredOverride = PriceOverride & Allowance;
/** Somebody with the right allowed a unit of the line to sell below the floor price, down to this amount. */
export type FloorApproval = { readonly by: string; readonly downToFen: number };
export type StoredSerial = {
  readonly unit: number; // from 1
  readonly role: 'unit' | 'outdoor' | 'indoor';
  readonly serialNumber: string;
};

/** A cart line joined with its item and the price that holds now. */
export type CartLine = {
  readonly lineId: CartLineId;
  readonly cartId: CartId;
  readonly position: number;
  readonly sku: Sku;
  readonly quantityMilli: number;
  readonly shownListFen: Fen | null;
  readonly override: StoredOverride | null;
  readonly discount: StoredDiscount | null;
  readonly floorApproval: FloorApproval | null;
  readonly handover: Handover;
  readonly serials: readonly StoredSerial[];
  readonly note: string;
  readonly item: LineItemFacts;
};

export type LineItemFacts = {
  readonly kind: 'goods' | 'service' | 'material';
  readonly brand: string;
  readonly model: string;
  readonly name: string;
  readonly category: string;
  readonly spec: string;
  readonly energyGrade: string | null;
  readonly colour: string | null;
  readonly unitLabel: string;
  readonly serial: 'none' | 'one' | 'ac_split';
  readonly needsInstall: boolean;
  readonly listFen: Fen | null; // as of now
  readonly floorFen: Fen | null;
  readonly stockMilli: number;
  readonly tags: readonly string[]; // what promotions call its group by
};

type ItemColumns = {
  kind: 'goods' | 'service' | 'material';
  brand: string;
  model: string;
  name: string;
  category: string;
  spec: string;
  energy_grade: string | null;
  colour: string | null;
  unit_label: string;
  serial: 'none' | 'one' | 'ac_split';
  needs_install: number;
  list_fen: number | null;
  floor_fen: number | null;
  stock_milli: number;
  tags: string; // JSON
};

type LineRow = ItemColumns & {
  line_id: string;
  cart_id: string;
  position: number;
  sku: string;
  quantity_milli: number;
  shown_list_fen: number | null;
  override: string | null;
  discount: string | null;
  floor_approval: string | null;
  handover: Handover;
  serials: string;
  note: string;
};

const ITEM_COLUMNS = `i.kind, i.brand, i.model, i.name, i.category, i.spec, i.energy_grade, i.colour,
  i.unit_label, i.serial, i.needs_install, p.list_fen, p.floor_fen,
  coalesce((SELECT k.quantity_milli FROM stock_level k WHERE k.sku = i.sku), 0) AS stock_milli,
  (SELECT json_group_array(t.tag) FROM item_tag t WHERE t.sku = i.sku) AS tags`;
const PRICE_NOW = `LEFT JOIN price_change p
  ON p.change_id = (SELECT max(c.change_id) FROM price_change c WHERE c.sku = i.sku)`;

export function linesOfCart(db: Database, cartId: string): readonly CartLine[] {
  return prepared<[string], LineRow>(
    db,
    `SELECT l.*, ${ITEM_COLUMNS} FROM cart_line l JOIN item i ON i.sku = l.sku ${PRICE_NOW}
       WHERE l.cart_id = (SELECT ?) ORDER BY l.position`,
  )
    .all(cartId)
    .map(fromRow);
}

/** What a line needs to know of an item that can be sold; `null` for an unknown or retired one. */
export function itemFacts(db: Database, sku: string): LineItemFacts | null {
  const row = prepared<[string], ItemColumns>(
    db,
    `SELECT ${ITEM_COLUMNS} FROM item i ${PRICE_NOW} WHERE i.sku = (SELECT ?) AND i.is_active = 1`,
  ).get(sku);
  return row ? factsFrom(row) : null;
}

export type NewLine = {
  readonly lineId: string;
  readonly cartId: string;
  readonly sku: string;
  readonly quantityMilli: number;
  readonly shownListFen: Fen | null;
  readonly handover: Handover;
};

/** Adds a line below the others. */
export function insertLine(db: Database, line: NewLine): void {
  prepared(
    db,
    `INSERT INTO cart_line (line_id, cart_id, position, sku, quantity_milli, shown_list_fen, handover)
     VALUES (@lineId, @cartId,
       (SELECT 1 + coalesce(max(position), 0) FROM cart_line WHERE cart_id = (SELECT @cartId)),
       @sku, @quantityMilli, @shownListFen, @handover)`,
  ).run(line);
}

export function deleteLine(db: Database, lineId: string): void {
  prepared(db, 'DELETE FROM cart_line WHERE line_id = ?').run(lineId);
}

/** Writes all that can change on a line. */
export function updateLine(db: Database, line: CartLine): void {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  prepared(
    db,
    `UPDATE cart_line SET quantity_milli = @quantityMilli, shown_list_fen = @shownListFen,
       override = @override, discount = @discount, floor_approval = @floorApproval,
       handover = @handover, serials = @serials, note = @note WHERE line_id = @lineId`,
  ).run({
    lineId: line.lineId,
    quantityMilli: line.quantityMilli,
    shownListFen: line.shownListFen,
    override: json(line.override),
    discount: json(line.discount),
    floorApproval: json(line.floorApproval),
    handover: line.handover,
    serials: JSON.stringify(line.serials),
    note: line.note,
  });
}

function fromRow(row: LineRow): CartLine {
  // The JSON columns are written only by updateLine above, so their shapes are known.
  return {
    lineId: asId<CartLineId>(row.line_id),
    cartId: asId<CartId>(row.cart_id),
    position: row.position,
    sku: asId<Sku>(row.sku),
    quantityMilli: row.quantity_milli,
    shownListFen: fenOrNull(row.shown_list_fen),
    override: row.override === null ? null : (JSON.parse(row.override) as StoredOverride),
    discount: row.discount === null ? null : (JSON.parse(row.discount) as StoredDiscount),
    floorApproval:
      row.floor_approval === null ? null : (JSON.parse(row.floor_approval) as FloorApproval),
    handover: row.handover,
    serials: JSON.parse(row.serials) as StoredSerial[],
    note: row.note,
    item: factsFrom(row),
  };
}

function factsFrom(row: ItemColumns): LineItemFacts {
  return {
    kind: row.kind,
    brand: row.brand,
    model: row.model,
    name: row.name,
    category: row.category,
    spec: row.spec,
    energyGrade: row.energy_grade,
    colour: row.colour,
    unitLabel: row.unit_label,
    serial: row.serial,
    needsInstall: row.needs_install === 1,
    listFen: fenOrNull(row.list_fen),
    floorFen: fenOrNull(row.floor_fen),
    stockMilli: row.stock_milli,
    tags: row.tags === '[]' ? [] : (JSON.parse(row.tags) as string[]),
  };
}

function fenOrNull(value: number | null): Fen | null {
  return value === null ? null : fen(value);
}
