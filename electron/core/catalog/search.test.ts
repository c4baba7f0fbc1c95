import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogTill, OWNER } from '../../../test/support/catalog-till.ts';
import { manyItems, seeded } from '../../../test/support/many-items.ts';
import { inTransaction } from '../db/open.ts';
import { createItem } from './create-item.ts';
import { seedDemoCatalogue } from './demo-catalogue.ts';
import { insertItem } from './item-table.ts';
import { quickItems } from './quick-items.ts';
import { findByCode, searchItems } from './search.ts';
import { readingOf } from './search-words.ts';

let till: ReturnType<typeof catalogTill>;
beforeAll(() => {
  till = catalogTill();
  seedDemoCatalogue(till);
});

const search = (text: string) => searchItems(till.db, text, 20);

describe('what is typed', () => {
  it.each([
    ['xtexyj', '小天鹅', '洗衣机'],
    ['小天鹅洗衣机', '小天鹅', '洗衣机'],
    ['xiaotianexiyiji', '小天鹅', '洗衣机'],
    ['meidi kt', '美的', '空调'],
    ['meidikt', '美的', '空调'],
    ['美的空调', '美的', '空调'],
    ['美的 kt', '美的', '空调'],
    ['haier bx', '海尔', '冰箱'],
    ['tongshuai', '统帅', ''],
    ['史密斯', 'A.O.史密斯', ''],
    ['aosmith', 'A.O.史密斯', ''],
    ['siemens', '西门子', ''],
    ['ｍｅｉｄｉ', '美的', ''],
    // one slip in each kind
    ['小天娥洗衣机', '小天鹅', '洗衣机'],
    ['小天狗洗衣机', '小天鹅', '洗衣机'],
    ['xtexyk', '小天鹅', '洗衣机'],
    ['xteyxj', '小天鹅', '洗衣机'],
    ['tongshuia', '统帅', ''],
    ['meidu kt', '美的', '空调'],
    ['haer bx', '海尔', '冰箱'],
  ])('%s finds %s %s', (text, brand, category) => {
    const [first] = search(text);
    expect(first?.brand).toBe(brand);
    if (category !== '') expect(first?.category).toBe(category);
  });

  it.each([
    ['bcd218', 'BCD-218EMS'],
    ['BCD-218', 'BCD-218EMS'],
    ['bcd219ems', 'BCD-218EMS'],
    ['bcd218esm', 'BCD-218EMS'],
    ['kfr-35gw/jd31', 'KFR-35GW/JD31+B1'],
    ['35gwjd31b1', 'KFR-35GW/JD31+B1'],
    ['g1012hb76s', '@G1012HB76S'],
  ])('%s begins with model %s', (text, model) => expect(search(text)[0]?.model).toBe(model));

  it('finds a good by any of its codes, first of all', () => {
    expect(search('6942147491119')[0]?.model).toBe('55A6BG');
    expect(search('100001')[0]?.sku).toBe('100001');
    expect(findByCode(till.db, '6942147491119')?.brand).toBe('海信');
    expect(findByCode(till.db, '4000000000000')).toBeNull();
  });

  it('finds materials and labour too', () => {
    expect(search('铜管')[0]).toMatchObject({ kind: 'material', tile: '材', unitLabel: '米' });
    expect(search('tongguan')[0]?.kind).toBe('material');
    expect(search('上楼费')[0]).toMatchObject({ kind: 'service', tile: '工' });
  });

  it('puts goods with a price before those without', () => {
    const prices = search('海信电视')
      .filter(({ brand, category }) => brand === '海信' && category === '电视')
      .map(({ listFen }) => listFen);
    const firstWithout = prices.indexOf(null);
    if (firstWithout >= 0) expect(prices.slice(firstWithout).every((p) => p === null)).toBe(true);
    expect(prices[0]).not.toBeNull();
  });

  it('shows price, stock, grade and tile', () => {
    expect(search('100001')[0]).toMatchObject({
      listFen: 189_800,
      energyGrade: '1级',
      tile: '空',
      serial: 'ac_split',
      needsInstall: true,
    });
    expect(search('100001')[0]?.stockMilli).toBeGreaterThan(0);
  });

  it('never throws, and never answers more than asked', () => {
    const seed = 20_260_618;
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '"',
        'AND',
        'OR',
        'NOT',
        'NEAR(',
        '*',
        '^',
        ':',
        '-',
        '+',
        '(',
        ')',
        '\u0000',
        '美',
        'kfr',
        '😀',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const text of [pieces.join(''), pieces.join(' ')]) {
          if (searchItems(till.db, text, 7).length > 7) return false;
        }
        return true;
      }),
      { seed, numRuns: 500 },
    );
  });
});

it('every brand of the catalogue is found by its curated reading', () => {
  const brands = till.db.prepare("SELECT DISTINCT brand FROM item WHERE brand <> ''").pluck().all();
  expect(brands.length).toBeGreaterThan(60);
  for (const brand of brands as string[]) {
    const found = search(readingOf(brand).join(''));
    expect(
      found.some((card) => card.brand === brand),
      brand,
    ).toBe(true);
  }
});

it('one slip in a model is mended in a catalogue of thousands', () => {
  const { db } = catalogTill();
  const made = [...manyItems(3_000, 5)];
  inTransaction(db, () => {
    for (const { item } of made) insertItem(db, { item, codes: [], importId: null, at: 1 });
  });
  const seed = 11;
  const random = seeded(seed);
  const missed: string[] = [];
  for (let n = 0; n < 200; n += 1) {
    const item = made[Math.floor(random() * made.length)]?.item;
    if (!item) continue;
    const at = Math.floor(random() * item.model.length);
    const typed = `${item.model.slice(0, at)}z${item.model.slice(at + 1)}`;
    if (!searchItems(db, typed, 20).some(({ sku }) => sku === item.sku)) missed.push(typed);
  }
  expect(missed.length, `seed ${seed}: ${missed.join(' ')}`).toBeLessThanOrEqual(2);
});

describe('the demo catalogue', () => {
  it('holds 543 goods and 125 charges, most of them priced with a floor under the price', () => {
    const counts = till.db
      .prepare('SELECT kind, count(*) AS n FROM item GROUP BY kind ORDER BY kind')
      .all();
    expect(counts.reduce((a: number, row) => a + (row as { n: number }).n, 0)).toBe(668);
    expect(
      till.db
        .prepare('SELECT count(*) FROM price_change WHERE list_fen <= floor_fen')
        .pluck()
        .get(),
    ).toBe(0);
    expect(
      till.db.prepare('SELECT count(*) FROM price_change WHERE floor_fen > 0').pluck().get(),
    ).toBe(459);
  });

  it('offers a dozen quick goods before anything was sold', () => {
    const cards = quickItems(till);
    expect(cards).toHaveLength(12);
    expect(new Set(cards.map(({ sku }) => sku)).size).toBe(12);
    expect(cards.every(({ listFen }) => listFen !== null)).toBe(true);
    expect(cards.some(({ kind }) => kind !== 'goods')).toBe(true);
  });
});

describe('a good added by hand', () => {
  const good = {
    code: '6900000000014',
    brand: 'haier',
    model: 'BCD-999',
    name: '海尔冰箱 BCD-999',
    category: '冰箱',
    listFen: 199_900,
    unitLabel: '台',
    serial: 'one' as const,
    needsInstall: false,
  };

  it('is found at once by its barcode and by typing', () => {
    const made = createItem(
      till,
      { by: OWNER, approvedBy: null },
      { ...good, code: '6901234567892' },
    );
    expect(made).toMatchObject({ ok: true, value: { brand: '海尔', listFen: 199_900 } });
    expect(findByCode(till.db, '6901234567892')?.model).toBe('BCD-999');
    expect(search('haier bcd999')[0]?.model).toBe('BCD-999');
  });

  it('is refused with a wrong check digit or a code another good has', () => {
    expect(
      createItem(till, { by: OWNER, approvedBy: null }, { ...good, code: '6901234567893' }),
    ).toMatchObject({
      refusal: { code: 'check_digit_wrong' },
    });
    expect(
      createItem(till, { by: OWNER, approvedBy: null }, { ...good, code: '100001' }),
    ).toMatchObject({
      refusal: { code: 'code_taken' },
    });
  });
});
