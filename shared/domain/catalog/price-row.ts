import type { Fen } from '../../kernel/money.ts';
import { brandFromCell } from './brand.ts';
import { categoryFrom, habitsOf, OTHER_CATEGORY } from './category.ts';
import { energyGradeFrom } from './energy-grade.ts';
import type { Item } from './item.ts';
import { type NameParts, readModelCell, readName } from './model-text.ts';
import type { Header, PriceColumn } from './price-columns.ts';
import { type PriceCell, priceFromCell } from './price-text.ts';
import { barcodeFromCell, ownCodeFromCell } from './product-code.ts';

/** One row of a price list as it was understood; `refusedWhy` when it cannot be a good. */
export type PriceRow = {
  readonly row: number; // as the spreadsheet counts, from 1
  readonly item: Omit<Item, 'sku'>;
  readonly codes: readonly { readonly code: string; readonly kind: 'ean' | 'own' }[];
  readonly listFen: Fen | null;
  readonly floorFen: Fen | null;
  readonly settlementFen: Fen | null;
  readonly costFen: Fen | null;
  readonly refusedWhy: string | null;
  /** Questions that do not hold the row back, in words for the owner. */
  readonly remarks: readonly string[];
};

const SUMMARY_ROW = /^(合计|总计|小计|共计|备注|说明|制表|审核|注)[:：]?/;
const LONGEST = { brand: 30, model: 60, name: 120, category: 20, spec: 120, unit: 4, colour: 20 };

/** Understands one data row under a header. `null` for a row without any content. */
export function readPriceRow(
  row: number,
  cells: readonly string[],
  { places }: Header,
): PriceRow | null {
  if (cells.every((cell) => cell.trim() === '')) return null;
  const cell = (meaning: PriceColumn): string => {
    const texts = (places.get(meaning) ?? []).map((at) => clean(cells[at] ?? ''));
    return texts.find((text) => text !== '') ?? '';
  };
  const item = readItem(cell);
  const prices = readPrices(cell);
  const codes = readCodes(cell);
  const filled = cells.filter((each) => each.trim() !== '').length;
  return {
    row,
    item,
    codes: codes.codes,
    ...prices.prices,
    refusedWhy: whyRefused(item, filled) ?? prices.refusedWhy,
    remarks: [...codes.remarks, ...prices.remarks],
  };
}

function clean(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function readItem(cell: (meaning: PriceColumn) => string): Omit<Item, 'sku'> {
  const nameCell = cell('name');
  const modelCell = cell('model');
  const fromName = readName(nameCell);
  const fromModel = readName(modelCell);
  const brand = brandFromCell(cell('brand')) || fromName.brand || fromModel.brand;
  const ownModel = readModelCell(modelCell);
  const model = ownModel.model !== '' ? ownModel.model : fromName.model;
  const category = categoryOf(cell('category'), fromName, fromModel, nameCell, model);
  const habits = habitsOf(category);
  const name = nameCell !== '' ? nameCell : nameFrom(brand, category, modelCell);
  const unit = cell('unit').slice(0, LONGEST.unit);
  return {
    kind: 'goods',
    brand: brand.slice(0, LONGEST.brand),
    model: model.slice(0, LONGEST.model),
    name: name.slice(0, LONGEST.name),
    category: category.slice(0, LONGEST.category),
    energyGrade: energyGradeFrom(cell('energy_grade')) ?? fromName.energyGrade,
    colour:
      (cell('colour') || (ownModel.colour ?? fromName.colour) || null)?.slice(0, LONGEST.colour) ??
      null,
    spec: cell('spec').slice(0, LONGEST.spec),
    unitLabel: unit !== '' ? unit : isSet(fromName, category) ? '套' : habits.unitLabel,
    serial: habits.serial,
    needsInstall: habits.needsInstall,
  };
}

function isSet(name: NameParts, category: string): boolean {
  return category.includes('套装') || (name.isSet && category !== '空调');
}

function nameFrom(brand: string, category: string, modelCell: string): string {
  if (modelCell === '') return '';
  const front = `${brand}${category === OTHER_CATEGORY ? '' : category}`;
  return modelCell.startsWith(brand) && brand !== '' ? modelCell : `${front} ${modelCell}`.trim();
}

/** The category cell's word where it is known, else what the name says, else the cell's word; an accessory stays one. */
function categoryOf(
  cell: string,
  fromName: NameParts,
  fromModel: NameParts,
  name: string,
  model: string,
): string {
  const named = [fromName.category, fromModel.category, categoryFrom(`${name} ${model}`)].find(
    (each) => each !== OTHER_CATEGORY,
  );
  if (named === '配件') return named;
  if (cell === '') return named ?? OTHER_CATEGORY;
  const known = categoryFrom(cell);
  // `厨电`, `大家电`: a word of the dealer's own says less than a name that says what the good is.
  return known === OTHER_CATEGORY ? (named ?? cell) : known;
}

function whyRefused(item: Omit<Item, 'sku'>, filledCells: number): string | null {
  if (SUMMARY_ROW.test(item.name) || SUMMARY_ROW.test(item.model)) return '合计或说明行，不是商品';
  if (item.name === '' && item.model === '') return '没有品名，也没有型号';
  if (filledCells === 1) return '只有一格有内容，像是小标题';
  return null;
}

function readPrices(cell: (meaning: PriceColumn) => string) {
  const read = {
    list: priceFromCell(cell('list_price')),
    floor: priceFromCell(cell('floor_price')),
    settlement: priceFromCell(cell('settlement_price')),
    cost: priceFromCell(cell('cost_price')),
  };
  const amount = (price: PriceCell): Fen | null => (price.kind === 'price' ? price.fen : null);
  const others = [
    ['限价', read.floor],
    ['结算价', read.settlement],
    ['成本价', read.cost],
  ] as const;
  const unread = others.flatMap(([name, price]) =>
    price.kind === 'unreadable'
      ? [`${name}“${price.text.slice(0, 20)}”看不懂，没有导入这一格`]
      : [],
  );
  return {
    prices: {
      listFen: amount(read.list),
      floorFen: amount(read.floor),
      settlementFen: amount(read.settlement),
      costFen: amount(read.cost),
    },
    refusedWhy:
      read.list.kind === 'unreadable' ? `零售价“${read.list.text.slice(0, 20)}”不是价格` : null,
    remarks: unread,
  };
}

function readCodes(cell: (meaning: PriceColumn) => string): {
  readonly codes: PriceRow['codes'];
  readonly remarks: readonly string[];
} {
  const codes: { code: string; kind: 'ean' | 'own' }[] = [];
  const remarks: string[] = [];
  for (const read of [ownCodeFromCell(cell('own_code')), barcodeFromCell(cell('barcode'))]) {
    if (read.kind === 'ean' || read.kind === 'own') {
      if (!codes.some(({ code }) => code === read.code)) codes.push(read);
    } else if (read.kind === 'mangled') {
      remarks.push(`编码“${read.code.slice(0, 30)}”被表格软件改坏了位数，没有导入这个编码`);
    } else if (read.kind === 'bad_check_digit') {
      remarks.push(`条码 ${read.code} 校验位不对，没有导入这个条码`);
    }
  }
  return { codes, remarks };
}
