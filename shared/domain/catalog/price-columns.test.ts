import { describe, expect, it } from 'vitest';
import { columnMeaning, readHeader } from './price-columns.ts';

// The words of real sheets, as their owners write them.
const WORDS = {
  name: '物料名称, 产品官方名称及型号, 型号标题, 产品名称, 商品名称, 机型功能',
  model: '规格型号, 型号规格, 型号, 机型编码, 机型',
  own_code: '物料编码, 物料编号, 存货编码, 商品编码, 商品编号, SKU编码',
  barcode: '商品条码, 条码, 69码, 商品69码',
  list_price: '零售指导价, 零售建议价, 销售指导价, 面价, 市场价, 价目表售价, 当前售价, 零售价',
  floor_price:
    '销售限价, 销售限制价, 零售限制价, 限价, 最低限价, 底价, 云仓底价, （浮动下限价）品牌负责人审核价',
  settlement_price: '销售结算价, 核算价, 现款价, 基准提货价',
  cost_price: '成本价, 实际成本价, 供价, 供 价(RMB), 进货价, 最后进价',
  category: '品类, 行业, 产品大类, 产品品项, 产品品相, 大类名称, 品类名称',
};

describe('a header word', () => {
  for (const [meaning, words] of Object.entries(WORDS)) {
    it.each(words.split(', '))(`%s is ${meaning}`, (word) => {
      expect(columnMeaning(word)).toBe(meaning);
    });
  }

  it.each([
    ['型号（必填）', 'model'],
    ['*零售价*', 'list_price'],
    ['零售价（元）', 'list_price'],
    ['零售价\n（含税）', 'list_price'],
    ['销 售 限 价', 'floor_price'],
    ['ＥＡＮ', 'barcode'],
  ] as const)('%s is %s, marks and blanks aside', (word, meaning) => {
    expect(columnMeaning(word)).toBe(meaning);
  });

  it.each(['产品', '产品（必填）', '价', '备注', '', '甲', '型号不含税说明'])(
    '%s means nothing by itself: the whole cell must match',
    (word) => expect(columnMeaning(word)).toBe('ignore'),
  );
});

describe('a header row', () => {
  it('names the goods and at least one price', () => {
    expect(readHeader(['型号', '零售价'])?.columns).toEqual(['model', 'list_price']);
    for (const row of [['甲', '乙'], ['型号', '数量'], ['零售价', '限价'], ['价目表', ''], []]) {
      expect(readHeader(row)).toBeNull();
    }
  });

  it('lets two columns mean the same, the better known one first', () => {
    const header = readHeader(['型号', '零售价', '云仓底价', '限价']);
    expect(header?.columns).toEqual(['model', 'list_price', 'floor_price', 'floor_price']);
    expect(header?.places.get('floor_price')).toEqual([3, 2]);
  });

  it("follows the owner's correction before its own knowledge", () => {
    expect(readHeader(['货', '打折'], { 货: 'model', 打折: 'list_price' })?.columns).toEqual([
      'model',
      'list_price',
    ]);
    expect(readHeader(['型号', '零售价'], { 零售价: 'ignore' })).toBeNull();
  });
});
