import { BRANDS } from '../../shared/domain/catalog/brand.ts';
import { CATEGORY_NAMES, habitsOf } from '../../shared/domain/catalog/category.ts';
import type { Item } from '../../shared/domain/catalog/item.ts';
import { type Fen, fen } from '../../shared/kernel/money.ts';

/** One made-up good as a dealer's list would have it. */
export type MadeItem = { readonly item: Item; readonly ean: string; readonly listFen: Fen };

const FRONTS = ['BCD-', 'KFR-', 'XQG', 'TG', 'JSQ', 'CXW-', 'LED', 'F60-', 'MB', 'WQ', 'HD', 'CAS'];
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const WORDS = [
  '变频',
  '滚筒',
  '十字对开门',
  '一级能效',
  '家用',
  '智能',
  '节能',
  '静音',
  '大容量',
  '除菌',
];

/** A repeatable source of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` goods with distinct models, codes and skus, the same for the same seed. */
export function* manyItems(count: number, seed = 1): Generator<MadeItem> {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  for (let n = 0; n < count; n += 1) {
    const brand = pick(BRANDS).name;
    const category = pick(CATEGORY_NAMES.slice(0, 46));
    const tail = Array.from({ length: 3 + Math.floor(random() * 3) }, () =>
      pick([...LETTERS]),
    ).join('');
    const model = `${pick(FRONTS)}${100 + Math.floor(random() * 900)}${tail}${n.toString(36).toUpperCase()}`;
    const habits = habitsOf(category);
    yield {
      item: {
        sku: `S${String(n).padStart(7, '0')}`,
        kind: 'goods',
        brand,
        model,
        name: `${brand}${category} ${model} ${pick(WORDS)}${pick(WORDS)}`,
        category,
        energyGrade: '1级',
        colour: null,
        spec: '',
        unitLabel: habits.unitLabel,
        serial: habits.serial,
        needsInstall: habits.needsInstall,
      },
      ean: eanOf(n),
      listFen: fen((199 + Math.floor(random() * 9800)) * 100),
    };
  }
}

function eanOf(n: number): string {
  const digits = `690${String(n).padStart(9, '0')}`;
  const sum = [...digits].reduce((a, digit, at) => a + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
