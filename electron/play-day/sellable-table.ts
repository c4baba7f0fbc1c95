import type { Database } from '../core/db/open.ts';

/** What a trading day needs to know of a good that the store sells. */
export type Sellable = {
  readonly sku: string;
  readonly code: string; // the EAN where there is one, else the own code
  readonly brand: string;
  readonly kind: 'goods' | 'service' | 'material';
  readonly category: string;
  readonly energyGrade: string | null;
  readonly unitLabel: string;
  readonly serial: 'none' | 'one' | 'ac_split';
  readonly needsInstall: 0 | 1;
  readonly listFen: number | null;
  readonly floorFen: number | null;
};

/** Every active good that a scanner can find, in the order of the catalogue. */
export function sellables(db: Database): readonly Sellable[] {
  return db
    .prepare<[], Sellable>(
      `SELECT i.sku, c.code, i.brand, i.kind, i.category, i.energy_grade AS energyGrade,
         i.unit_label AS unitLabel, i.serial,
         i.needs_install AS needsInstall, p.list_fen AS listFen, p.floor_fen AS floorFen
       FROM item i
       JOIN item_code c ON c.code =
         (SELECT o.code FROM item_code o WHERE o.sku = i.sku ORDER BY o.kind, o.code LIMIT 1)
       LEFT JOIN price_change p
         ON p.change_id = (SELECT max(n.change_id) FROM price_change n WHERE n.sku = i.sku)
       WHERE i.is_active = 1 ORDER BY i.item_no`,
    )
    .all();
}
