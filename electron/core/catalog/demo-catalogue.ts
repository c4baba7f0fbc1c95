import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { energyGradeFrom } from '../../../shared/domain/catalog/energy-grade.ts';
import type { Item, ItemKind } from '../../../shared/domain/catalog/item.ts';
import { priceFromCell } from '../../../shared/domain/catalog/price-text.ts';
import { hasGoodCheckDigit } from '../../../shared/domain/catalog/product-code.ts';
import { type Fen, fen, timesRate } from '../../../shared/kernel/money.ts';
import { inTransaction } from '../db/open.ts';
import type { Till } from '../till.ts';
import { insertItem } from './item-table.ts';
import { insertPriceChange } from './price-table.ts';
import { insertStockMovement } from './stock-table.ts';

/** Where the demo store's files lie unless the host says otherwise (a packed program keeps them elsewhere). */
const DEMO_STORE = new URL('../../../resources/demo-store/', import.meta.url);

/** The lowest price a demo good is sold at without approval, in ten-thousandths of its list price. */
const FLOOR_RATE = 9200;
const FIRST_GOODS_CODE = 100_001;
const FIRST_SERVICE_CODE = 800_001;

type GoodsRow = {
  readonly brand: string;
  readonly model: string;
  readonly name: string;
  readonly category: string;
  readonly retail_price_cny: string;
  readonly energy_grade: string;
  readonly colour: string;
  readonly barcode: string;
  readonly serial_tracked: string;
  readonly needs_install: string;
  readonly indoor_outdoor_pair: string;
};

type ServiceRow = {
  readonly item: string;
  readonly spec: string;
  readonly unit: string;
  readonly price_cny: string;
  readonly channel: string;
  readonly note: string;
};

const MATERIAL = /铜管|支架|开关|阀|联机管|面板|烟道|零部件/;

/**
 * Fills an empty store with the demo catalogue: the goods with own codes from 100001 on (and their EAN where one is
 * known), installation charges and materials from 800001 on, floor prices at 92 % of list, and an opening stock.
 */
export function seedDemoCatalogue(
  till: Pick<Till, 'db' | 'clock'>,
  folder: URL = DEMO_STORE,
): number {
  const goods = rows<GoodsRow>(new URL('goods.csv', folder));
  const services = rows<ServiceRow>(new URL('services.csv', folder));
  const at = till.clock.now();
  const knownWords = new Set<string>();
  return inTransaction(till.db, () => {
    for (const [index, row] of goods.entries()) {
      const sku = String(FIRST_GOODS_CODE + index);
      const codes = [{ code: sku, kind: 'own' as const }];
      const ean = hasGoodCheckDigit(row.barcode)
        ? [{ code: row.barcode, kind: 'ean' as const }]
        : [];
      insertItem(till.db, {
        item: goodsItem(sku, row),
        codes: [...codes, ...ean],
        importId: null,
        at,
        knownWords,
      });
      seedPrice(till, sku, row.retail_price_cny, FLOOR_RATE);
      const quantityMilli = openingStock(index, row) * 1000;
      insertStockMovement(till.db, { sku, quantityMilli, reason: 'opening', ref: null, at });
    }
    for (const [index, row] of services.entries()) {
      const sku = String(FIRST_SERVICE_CODE + index);
      const codes = [{ code: sku, kind: 'own' as const }];
      insertItem(till.db, { item: serviceItem(sku, row), codes, importId: null, at, knownWords });
      seedPrice(till, sku, row.price_cny, null);
    }
    return goods.length + services.length;
  });
}

function rows<Row>(file: URL): readonly Row[] {
  // The files ship with the program, so their columns are known.
  return parse(readFileSync(file), { columns: true, bom: true }) as Row[];
}

function goodsItem(sku: string, row: GoodsRow): Item {
  const serial = row.indoor_outdoor_pair === 'yes' ? 'ac_split' : 'one';
  return {
    sku,
    kind: 'goods',
    brand: row.brand,
    model: row.model,
    name: row.name,
    category: row.category,
    energyGrade: energyGradeFrom(row.energy_grade),
    colour: row.colour === '' ? null : row.colour,
    spec: '',
    unitLabel: row.category.includes('套装') ? '套' : '台',
    serial: row.serial_tracked === 'yes' ? serial : 'none',
    needsInstall: row.needs_install === 'yes',
  };
}

function serviceItem(sku: string, row: ServiceRow): Item {
  const kind: ItemKind = MATERIAL.test(row.item) && !/安装/.test(row.item) ? 'material' : 'service';
  return {
    sku,
    kind,
    brand: '',
    model: '',
    name: row.item,
    category: kind === 'material' ? '安装材料' : '安装服务',
    energyGrade: null,
    colour: null,
    spec: [row.spec, row.channel].filter((text) => text !== '').join(' '),
    unitLabel: row.unit,
    serial: 'none',
    needsInstall: false,
  };
}

/** A price as the file says; none is none: such a charge is asked for at the till. */
function seedPrice(
  till: Pick<Till, 'db' | 'clock'>,
  sku: string,
  cell: string,
  floorRate: number | null,
): void {
  const price = priceFromCell(cell);
  if (price.kind !== 'price') return;
  const floorFen: Fen | null =
    floorRate === null ? null : fen(Math.floor(timesRate(price.fen, floorRate) / 100) * 100);
  insertPriceChange(till.db, {
    sku,
    listFen: price.fen,
    floorFen,
    settlementFen: null,
    costFen: null,
    importId: null,
    by: 'system',
    at: till.clock.now(),
  });
}

/** What a township shop has of each: small goods by the dozen, the dearest only to order. */
function openingStock(index: number, row: GoodsRow): number {
  if (row.serial_tracked !== 'yes') return 6 + (index % 7);
  const yuan = Number(row.retail_price_cny);
  if (row.retail_price_cny === '' || yuan > 15_000) return index % 2;
  return yuan > 5_000 ? 1 + (index % 3) : 2 + (index % 5);
}
