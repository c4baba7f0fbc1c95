import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../../shared/contract/catalog.ts';
import { catalogTill, OWNER } from '../../../test/support/catalog-till.ts';
import { type Cell, madeWorkbook, zipOf } from '../../../test/support/made-workbook.ts';
import { commitImport } from './commit-import.ts';
import { previewImport } from './preview-import.ts';
import { findByCode, searchItems } from './search.ts';

let till: ReturnType<typeof catalogTill>;
beforeEach(() => {
  till = catalogTill();
});

async function preview(bytes: Buffer): Promise<ImportPreview> {
  const answer = await previewImport(till, { fileName: 'list', bytes });
  if (!answer.ok)
    throw new Error(`${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`);
  return answer.value;
}

const sheet = (rows: readonly (readonly Cell[])[], name = 'Sheet1') =>
  preview(madeWorkbook([{ name, rows }]));

/** What each row became: brand, model, list price and floor price in yuan. */
function goods({ lines }: ImportPreview) {
  return lines
    .filter(({ verdict }) => verdict !== 'refused')
    .toSorted((a, b) => a.row - b.row)
    .map(({ brand, model, listFen, floorFen }) => [
      brand,
      model,
      listFen === null ? null : listFen / 100,
      floorFen === null ? null : floorFen / 100,
    ]);
}

describe('a sheet as dealers send it', () => {
  it('has a merged title, the department and the date above a header on row 4', async () => {
    const seen = await sheet([
      ['2026年6月空调价目表', null, null, null],
      ['部门：家电一部', null, '日期', { date: 46_180 }],
      [],
      ['品牌', '规格型号', '零售指导价', '销售限价'],
      ['美的', 'KFR-35GW/N8XHA1', 2199, 1999],
    ]);
    expect(seen).toMatchObject({ sheet: 'Sheet1', headerRow: 4 });
    expect(goods(seen)).toEqual([['美的', 'KFR-35GW/N8XHA1', 2199, 1999]]);
  });

  it('has drafts beside the data: the fuller sheet is taken, the other one is named', async () => {
    const head = ['型号', '零售价'];
    const rows = (count: number) =>
      Array.from({ length: count }, (_, n) => [`BCD-${n + 1}A`, 1999 + n]);
    const seen = await preview(
      madeWorkbook([
        { name: '草稿', rows: [head, ...rows(2)] },
        { name: '价目表', rows: [head, ...rows(9)] },
        {
          name: '通讯录',
          rows: [
            ['姓名', '电话'],
            ['张三', '13800000000'],
          ],
        },
      ]),
    );
    expect(seen).toMatchObject({ sheet: '价目表', rows: 9, priced: 9 });
    expect(seen.questions).toEqual([{ row: 1, why: expect.stringContaining('草稿') }]);
  });

  it('has its units in the header, in brackets or behind a slash or a line break', async () => {
    const seen = await sheet([
      ['品牌（必填）', '型号\n(与铭牌一致)', '零售价（元/台）', '限价/元', '供 价(RMB)'],
      ['海尔', 'BCD-501WLHTD', '4999', '4699', '4100'],
    ]);
    expect(seen.columns.map(({ meaning }) => meaning)).toEqual([
      'brand',
      'model',
      'list_price',
      'floor_price',
      'cost_price',
    ]);
    expect(goods(seen)).toEqual([['海尔', 'BCD-501WLHTD', 4999, 4699]]);
  });

  it('has a header of two lines, the prices under one merged word', async () => {
    const seen = await sheet([
      ['品牌', '型号', '价格', null, null],
      [null, null, '零售价', '限价', '进货价'],
      ['格力', 'KFR-35GW/NhGk1B', 2899, 2699, 2300],
      ['格力', 'KFR-72LW/NhGm1B', 6899, 6499, 5600],
    ]);
    expect(seen.headerRow).toBe(2);
    expect(goods(seen)).toEqual([
      ['格力', 'KFR-35GW/NhGk1B', 2899, 2699],
      ['格力', 'KFR-72LW/NhGm1B', 6899, 6499],
    ]);
  });

  it('ends with totals, signatures and remarks, which are no goods', async () => {
    const seen = await sheet([
      ['型号', '品名', '零售价'],
      ['BCD-1A', '美的冰箱', 1999],
      ['合计', null, 1999],
      ['制表：王五', '审核：', null],
      ['备注：以上价格含税，有效期至月底', null, null],
      [null, '总计', 1999],
    ]);
    expect(goods(seen)).toEqual([['美的', 'BCD-1A', 1999, null]]);
    expect(seen.refused.map(({ row }) => row)).toEqual([3, 4, 5, 6]);
    expect(seen.refused.every(({ why }) => /合计|说明|标题|不是/.test(why))).toBe(true);
  });

  it('has blank rows between, and its header again on every page', async () => {
    const head = ['型号', '零售价'];
    const seen = await sheet([
      head,
      ['BCD-1A', 1999],
      [],
      head,
      ['BCD-2A', 2099],
      [null, null],
      ['BCD-3A', 2199],
    ]);
    expect(seen).toMatchObject({ rows: 3, priced: 3, refused: [] });
    expect(seen.lines.map(({ row }) => row)).toEqual([2, 5, 7]);
  });

  it('writes prices in every way there is', async () => {
    const written = [
      '￥1,999',
      '1999.00元',
      '１９９９',
      ' 1999 ',
      '¥1999.00',
      '1,999.00',
      'RMB1999',
      '1999元/台',
      '1999.000001',
    ];
    const seen = await sheet([
      ['型号', '零售价'],
      ...written.map((price, n) => [`BCD-${n + 1}A`, price]),
      ['BCD-90A', { formula: '1000+999', value: 1999 }],
      ['BCD-91A', 1998.9999999999998],
    ]);
    expect(new Set(goods(seen).map(([, , price]) => price))).toEqual(new Set([1999]));
    expect(seen.priced).toBe(written.length + 2);
  });

  it('has the same column twice, and columns that nobody asked for', async () => {
    const seen = await sheet([
      ['序号', '型号', '零售价', '零售价', '图片', '上架日期', '库存'],
      [1, 'BCD-1A', 1999, 1999, '见附件', { date: 46_180 }, 5],
      [2, 'BCD-2A', null, 2999, '见附件', { date: 46_181 }, 0],
    ]);
    expect(goods(seen)).toEqual([
      ['', 'BCD-1A', 1999, null],
      ['', 'BCD-2A', 2999, null],
    ]);
  });

  it('names brands in two languages, by an alias, or not at all', async () => {
    const seen = await sheet([
      ['品牌', '型号标题', '零售价'],
      ['Haier/海尔', 'BCD-1A', 1999],
      ['史密斯', 'CEWH-60PEZ8', 2999],
      [null, 'SIEMENS/西门子KF88HVA56C湖蕴蓝', 8999],
      [null, '统帅BCD-2A', 1899],
      ['三星（苏州）', 'QA55', 3999],
      [null, 'XY-1234', 99],
    ]);
    expect(goods(seen).map(([brand, model]) => [brand, model])).toEqual([
      ['海尔', 'BCD-1A'],
      ['A.O.史密斯', 'CEWH-60PEZ8'],
      ['西门子', 'KF88HVA56C'],
      ['统帅', 'BCD-2A'],
      ['三星', 'QA55'],
      ['', 'XY-1234'],
    ]);
  });

  it('keeps twins apart: a Roman numeral, a factory code, a gas', async () => {
    const seen = await sheet([
      ['品牌', '型号', '品名', '零售价'],
      ['海尔', 'BCD-500LH', '海尔冰箱', 3999],
      ['海尔', 'BCD-500LHⅡ', '海尔冰箱', 4199],
      ['TCL', '55V6E(B1)', 'TCL电视', 1999],
      ['TCL', '55V6E(B3)', 'TCL电视', 2099],
      ['华帝', 'JZT-i10051B', '燃气灶 天然气', 1299],
      ['华帝', 'JZT-i10051B', '燃气灶 液化气', 1299],
    ]);
    expect(seen).toMatchObject({ counts: { new: 6 }, questions: [] });
    const done = await commitImport(till, OWNER, { previewId: seen.previewId });
    expect(done).toMatchObject({ ok: true, value: { heldBack: 0 } });
    expect(searchItems(till.db, 'bcd500lh', 20).length).toBe(2);
  });

  it('glues colours to models, puts them or factory codes into brackets', async () => {
    const seen = await sheet([
      ['品牌', '型号', '零售价'],
      ['海信', 'BCD-515W60FZBAS琥珀钰', 4999],
      ['海信', 'BCD-516W60FZBAS（流光金）', 5099],
      ['海信', 'BCD-517W(D2A) 星云蓝', 5199],
    ]);
    expect(goods(seen).map(([, model]) => model)).toEqual([
      'BCD-515W60FZBAS',
      'BCD-516W60FZBAS',
      'BCD-517W(D2A)',
    ]);
  });

  it('sells sets in one line, and accessories and vouchers among the goods', async () => {
    const seen = await sheet([
      ['品类', '商品名称', '零售价'],
      ['厨电', '方太CXW-218-3222J+JZT-5205B烟灶套装', 5999],
      ['洗衣机', '小米XQG100MJ109(洗)+H100MJ105(烘)', 4999],
      ['空调', '美的空调支架 ZJ-2', 99],
      ['空调', '线控器 XK-51', 199],
      ['会员', 'VIP会员卡', 100],
    ]);
    expect(seen.counts).toMatchObject({ new: 5, refused: 0 });
    expect(seen.lines.map(({ category }) => category)).toEqual(
      expect.arrayContaining(['烟灶套装', '洗衣机', '配件', '配件', '配件']),
    );
  });

  it('is a CSV of a till system: quoted, with codes that a spreadsheet would mangle', async () => {
    const text =
      '\ufeff"存货编码";"69码";"存货名称";"零售价"\r\n"00012";"6942147491119";"海信电视 55A6BG, 55英寸";"2999.00"\r\n' +
      '"20.04.01.01.079";"6.94215E+12";"格力空调 KFR-35GW/A ""变频""";"2899.00"\r\n';
    const seen = await preview(Buffer.from(text, 'utf8'));
    expect(seen.columns.map(({ meaning }) => meaning)).toEqual([
      'own_code',
      'barcode',
      'name',
      'list_price',
    ]);
    expect(seen.questions.map(({ row }) => row)).toContain(3);
  });

  it('gives numbers of more than fifteen digits as text, and barcodes as numbers', async () => {
    const seen = await sheet([
      ['物料编码', '商品条码', '型号', '零售价'],
      ['20.04.01.01.079', 6942147491119, '55A6BG', 2999],
      ['00001', '6.942147491119E12', '55A7BG', 2999],
    ]);
    await commitImport(till, OWNER, { previewId: seen.previewId });
    expect(findByCode(till.db, '6942147491119')?.model).toBe('55A6BG');
    expect(findByCode(till.db, '00001')?.model).toBe('55A7BG');
  });

  it('spells grades in six ways', async () => {
    const spelt = ['1级', '一级', '一级能效', '新一级(APF5.32)', '1级能效变频', 1];
    const seen = await sheet([
      ['品牌', '型号', '能效等级', '零售价'],
      ...spelt.map((grade, n) => ['美的', `KFR-${n + 26}GW/A`, grade, 1999]),
    ]);
    await commitImport(till, OWNER, { previewId: seen.previewId });
    const found = searchItems(till.db, '美的空调', 20);
    expect(found.map(({ energyGrade }) => energyGrade)).toEqual(spelt.map(() => '1级'));
  });

  it('says for every row it leaves out, or asks about, why, in words', async () => {
    const seen = await sheet([
      ['品牌', '型号', '零售价', '成本价', '69码'],
      ['美的', 'BCD-1A', '面议', null, null],
      ['美的', 'BCD-2A', 1, null, null],
      ['美的', 'BCD-3A', 1999, 2999, null],
      ['美的', 'BCD-4A', 1999, 1500, '6942147491118'],
      ['美的', null, 1999, null, null],
      ['美的', 'BCD-5A', 189_900, 1500, null],
    ]);
    expect(seen.refused).toEqual([
      { row: 2, why: '零售价“面议”不是价格' },
      { row: 6, why: '没有品名，也没有型号' },
    ]);
    expect(seen.questions.map(({ row }) => row)).toEqual([3, 4, 5, 7]);
    expect(seen.questions.every(({ why }) => /\p{Script=Han}{4}/u.test(why))).toBe(true);
  });
});

describe('a workbook that is not what it says', () => {
  it('a zip bomb is refused before it is unpacked into memory', async () => {
    const bomb = Buffer.alloc(450 * 1024 * 1024);
    const bytes = zipOf([{ name: 'xl/worksheets/sheet1.xml', body: bomb, claimedSize: 100 }]);
    expect(bytes.length).toBeLessThan(1024 * 1024);
    const answer = await previewImport(till, { fileName: 'x.xlsx', bytes });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'price_list_too_large' } });
  });

  it('a zip of something else is refused in words', async () => {
    const bytes = zipOf([{ name: 'readme.txt', body: Buffer.from('hello') }]);
    const answer = await previewImport(till, { fileName: 'x.xlsx', bytes });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'price_list_unreadable' } });
  });

  it('an empty workbook and one of people have no header, and say so', async () => {
    for (const rows of [
      [],
      [
        ['姓名', '电话'],
        ['张三', '13800000000'],
      ],
    ]) {
      const bytes = madeWorkbook([{ name: 'Sheet1', rows }]);
      const answer = await previewImport(till, { fileName: 'x.xlsx', bytes });
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'price_list_without_header' } });
    }
  });
});
