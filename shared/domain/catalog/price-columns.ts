/** What a column of a price list can mean; the contract lists the same words. */
export type PriceColumn =
  | 'brand'
  | 'name'
  | 'model'
  | 'own_code'
  | 'barcode'
  | 'category'
  | 'list_price'
  | 'floor_price'
  | 'settlement_price'
  | 'cost_price'
  | 'energy_grade'
  | 'colour'
  | 'spec'
  | 'unit'
  | 'stock'
  | 'ignore';

/** Headers met in real sheets, best first: when two columns mean the same, the earlier word wins. */
const SYNONYMS: Readonly<Record<Exclude<PriceColumn, 'ignore'>, string>> = {
  brand: '品牌 品牌名称 商品品牌 产品品牌 品牌名 厂牌',
  name:
    '物料名称 产品官方名称及型号 型号标题 产品名称 商品名称 机型功能 存货名称 货品名称 品名 商品全名 商品标题 名称 品名型号 产品名称及型号 ' +
    '商品名 产品名 品名规格 商品名称及型号 货物名称 标题 名称及型号 ' +
    '商品名称/型号 产品名称/型号 品名/型号 品牌型号 品名及规格 物料描述 商品描述 产品描述 货品全名 商品名称规格型号',
  model:
    '规格型号 型号规格 型号 机型编码 机型 产品型号 商品型号 物料型号 官方型号 型号名称 货品型号 规格及型号 工厂型号 机型名称 ' +
    '规格/型号 型号/规格 产品规格型号 商品规格型号 主机型号 机器型号 产品机型 公司型号',
  own_code:
    '物料编码 物料编号 存货编码 商品编码 商品编号 SKU编码 货号 产品编码 产品编号 物料代码 商品代码 货品编码 货品编号 编码 SKU 商品货号 存货编号 ' +
    '物料号 产品代码 SKU编号 自编码',
  barcode:
    '商品条码 条码 69码 商品69码 国际条码 条形码 EAN EAN码 EAN13 商品条形码 产品条码 69条码 国条码 国标码 69编码 UPC',
  category:
    '品类 行业 产品大类 产品品项 产品品相 大类名称 品类名称 商品分类 商品类别 类别 分类 产品类别 品项 大类 产品线 商品品类 产品品类 货品类别 类别名称 分类名称 ' +
    '产品小类 小类 中类 小类名称 品项名称 产品分类 商品大类',
  list_price:
    '零售指导价 零售建议价 销售指导价 面价 市场价 价目表售价 当前售价 零售价 建议零售价 指导价 指导零售价 标价 销售价 售价 吊牌价 零售单价 统一零售价 ' +
    '挂牌价 全国统一零售价 建议售价 市场零售价 终端价 终端零售价 标准售价 零售标价 零售指导价格 现售价 ' +
    '门店零售价 门店售价 建议零售价格 官方指导价 官方零售价 厂家指导价 市场指导价 全国零售价 统一售价 零售定价 定价 一口价 卖价',
  floor_price:
    '销售限价 销售限制价 零售限制价 限价 最低限价 底价 云仓底价 浮动下限价品牌负责人审核价 最低售价 最低价 最低零售价 零售限价 零售底价 销售底价 最低销售价 ' +
    '限制价 控价 浮动下限价 品牌负责人审核价 最低成交价 最低限制价 ' +
    '门店限价 最低零售限价 零售最低价 销售最低价 红线价 终端限价 出货底价 最低价格 限售价 门店底价',
  settlement_price:
    '销售结算价 核算价 现款价 基准提货价 结算价 提货价 开票价 打款价 结算单价 现款提货价 ' +
    '结算价格 门店结算价 经销商结算价 经销价 提货价格 开单价',
  cost_price:
    '成本价 实际成本价 供价 供价RMB 进货价 最后进价 进价 采购价 供货价 成本 含税进价 采购单价 供货单价 最近进价 最新进价 批发价 进货单价 成本单价 含税供价 ' +
    '采购成本 进货成本 进货成本价 库存成本价 含税成本 含税成本价 采购含税价 供货价格',
  energy_grade: '能效等级 能效 能效级别 能耗等级 能级 能效标识 节能等级',
  colour: '颜色 外观颜色 色系 产品颜色 机身颜色 面板颜色',
  spec: '规格 容量 产品规格 匹数 尺寸 升数 公斤数 商品规格 容积 参数 功能描述 规格参数',
  unit: '单位 计量单位 销售单位 基本单位 主计量单位',
  stock: '库存 库存数量 数量 可用库存 现存量 可用量 库存量 实际库存 结存数量 可用数量 当前库存',
};

const MEANINGS: ReadonlyMap<string, { readonly meaning: PriceColumn; readonly rank: number }> =
  new Map(
    Object.entries(SYNONYMS).flatMap(([meaning, words]) =>
      words
        .split(' ')
        .map((word, rank) => [headerKey(word), { meaning: meaning as PriceColumn, rank }] as const),
    ),
  );

/**
 * A header as it is compared: full width made half, blanks, line breaks, stars and bracket marks gone.
 * `供 价(RMB)` -> `供价RMB`; a bracketed note such as `（必填）` is dropped on a second look.
 */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff*:：_"'()[\]【】{}<>《》]+/g, '')
    .toUpperCase();
}

function meaningOf(header: string): { meaning: PriceColumn; rank: number } | null {
  const whole = MEANINGS.get(headerKey(header));
  if (whole) return whole;
  const text = header.normalize('NFKC');
  const withoutNotes = headerKey(text.replace(/[([【{<《][^)\]】}>》]*[)\]】}>》]/g, ''));
  const bare = MEANINGS.get(withoutNotes);
  if (bare) return bare;
  // `零售价/元`, `零售价元`: a unit at the end says nothing of the meaning.
  return MEANINGS.get(withoutNotes.replace(/[/-]?(元|RMB|¥|元\/台|含税)$/, '')) ?? null;
}

/** What one header means by itself, `ignore` when nobody knows; the whole cell is compared, never a part. */
export function columnMeaning(header: string): PriceColumn {
  return meaningOf(header)?.meaning ?? 'ignore';
}

const NEEDS_ONE_OF: readonly PriceColumn[] = ['name', 'model'];
const PRICES: readonly PriceColumn[] = [
  'list_price',
  'floor_price',
  'settlement_price',
  'cost_price',
];

/** A header row as understood: a meaning a cell, and where to look for each meaning, the best known word first. */
export type Header = {
  readonly columns: readonly PriceColumn[];
  readonly places: ReadonlyMap<PriceColumn, readonly number[]>;
};

/**
 * Reads a row as a header. Several columns may mean the same (限价 beside 云仓底价): a row then takes the best known one
 * that is filled. `null` when the row is no header: it must name the goods and at least one price.
 */
export function readHeader(
  cells: readonly string[],
  corrected: Readonly<Record<string, PriceColumn>> = {},
): Header | null {
  const found = cells.map((cell) => {
    const own = corrected[cell.trim()] ?? corrected[headerKey(cell)];
    return own ? { meaning: own, rank: -1 } : (meaningOf(cell) ?? IGNORED);
  });
  const places = new Map<PriceColumn, number[]>();
  for (const [at, { meaning }] of [...found.entries()].sort((a, b) => a[1].rank - b[1].rank)) {
    places.set(meaning, [...(places.get(meaning) ?? []), at]);
  }
  const namesGoods = NEEDS_ONE_OF.some((need) => places.has(need));
  if (!namesGoods || !PRICES.some((price) => places.has(price))) return null;
  return { columns: found.map(({ meaning }) => meaning), places };
}

const IGNORED = { meaning: 'ignore', rank: 0 } as const;
