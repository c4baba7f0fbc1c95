import type { ItemKind, SerialRule } from './item.ts';

type CategoryFacts = {
  readonly tile: string;
  readonly serial: SerialRule;
  readonly needsInstall: boolean;
  readonly unit: string;
  /** Other words that mean this category in names and sheets. */
  readonly words: readonly string[];
};

function facts(
  tile: string,
  serial: SerialRule,
  needsInstall: boolean,
  ...words: readonly string[]
): CategoryFacts {
  return { tile, serial, needsInstall, unit: '台', words };
}

/** The categories of a township appliance store; order is the order of the quick tiles. */
const CATEGORIES: Readonly<Record<string, CategoryFacts>> = {
  空调: facts('空', 'ac_split', true, '挂机', '柜机', '壁挂式空调', '立柜式空调', '家用空调'),
  冰箱: facts('冰', 'one', false, '电冰箱'),
  洗衣机: facts('洗', 'one', true, '滚筒', '波轮', '洗烘一体机'),
  电视: facts('视', 'one', true, '彩电', '电视机', '激光电视', '智慧屏'),
  电热水器: facts('热', 'one', true, '电热', '速热'),
  燃气热水器: facts('燃', 'one', true, '燃热', '热水器'),
  油烟机: facts('烟', 'one', true, '吸油烟机', '烟机', '抽油烟机'),
  燃气灶: facts('灶', 'one', true, '灶具', '燃气灶具', '煤气灶', '两眼灶', '双眼灶'),
  冷柜: facts('柜', 'one', false, '冰柜', '卧式冷柜'),
  中央空调: facts('中', 'one', true, '风管机', '多联机'),
  中央空调室内机: facts('内', 'one', true, '室内机', '内机'),
  中央空调室外机: facts('外', 'one', true, '室外机', '外机', '主机'),
  展示柜: facts('展', 'one', false),
  冰吧: facts('吧', 'one', false),
  酒柜: facts('酒', 'one', false),
  洗烘套装: facts('烘', 'one', true, '洗烘套系', '洗干套装'),
  干衣机: facts('干', 'one', true, '烘干机'),
  烟灶套装: facts('套', 'one', true, '烟灶套系', '烟灶'),
  烟灶消套装: facts('套', 'one', true, '烟灶消套系', '烟灶消'),
  集成灶: facts('集', 'one', true),
  消毒柜: facts('消', 'one', true, '消毒碗柜'),
  洗碗机: facts('碗', 'one', true),
  烤箱: facts('烤', 'one', true, '嵌入式烤箱'),
  蒸烤箱: facts('蒸', 'one', true, '蒸烤一体机', '蒸烤炉', '蒸箱'),
  净水器: facts('净', 'one', true, '净水机', '纯水机', '中央净水器', '软水机'),
  除湿机: facts('湿', 'one', false),
  移动空调: facts('移', 'one', false),
  空气净化器: facts('气', 'one', false),
  浴霸: facts('浴', 'one', true),
  智能锁: facts('锁', 'one', true, '智能门锁', '指纹锁'),
  壁挂炉: facts('炉', 'one', true),
  新风机: facts('新', 'one', true, '新风'),
  回音壁音响: facts('音', 'one', false, '回音壁', '音响'),
  微波炉: facts('微', 'none', false),
  电饭煲: facts('饭', 'none', false, '饭煲', '电饭锅'),
  电压力锅: facts('压', 'none', false, '压力锅', '电压力煲'),
  电磁炉: facts('磁', 'none', false),
  电水壶: facts('壶', 'none', false, '水壶', '电热水壶'),
  电炖锅: facts('炖', 'none', false, '炖锅'),
  电烤箱: facts('烤', 'none', false),
  原汁机: facts('汁', 'none', false, '榨汁机'),
  破壁机: facts('破', 'none', false, '料理机'),
  电风扇: facts('扇', 'none', false, '风扇', '落地扇', '循环扇'),
  空调扇: facts('扇', 'none', false, '冷风扇'),
  吸尘器: facts('尘', 'none', false, '扫地机器人', '扫地机'),
  挂烫机: facts('烫', 'none', false),
  配件: facts(
    '配',
    'none',
    false,
    '支架',
    '线控器',
    '水箱板',
    '遥控器',
    '会员卡',
    '礼品卡',
    '赠品',
    '延保',
  ),
};

const OTHER: CategoryFacts = facts('货', 'none', false);

export const OTHER_CATEGORY = '其他';

/** All known category names, those sold most first. */
export const CATEGORY_NAMES: readonly string[] = Object.keys(CATEGORIES);

/** One character that stands for a category on a tile: 冰 空 洗 … 材 for materials, 工 for labour. */
export function tileOf(category: string, kind: ItemKind): string {
  if (kind === 'material') return '材';
  if (kind === 'service') return '工';
  return (CATEGORIES[category] ?? OTHER).tile;
}

/** What goods of a category usually need; only a guess for goods that a price list brings in. */
export function habitsOf(category: string): {
  readonly serial: SerialRule;
  readonly needsInstall: boolean;
  readonly unitLabel: string;
} {
  const found = CATEGORIES[category] ?? OTHER;
  return { serial: found.serial, needsInstall: found.needsInstall, unitLabel: found.unit };
}

const WORDS: readonly (readonly [word: string, category: string])[] = Object.entries(CATEGORIES)
  .flatMap(([name, { words }]) => [name, ...words].map((word) => [word, name] as const))
  .sort((a, b) => b[0].length - a[0].length);

// Chinese model numbers begin with what the machine is (GB/T 8059, QB/T 1520 and their like).
const MODEL_FRONTS: readonly (readonly [front: RegExp, category: string])[] = [
  [/(^|[^A-Z])BC\/BD/i, '冷柜'],
  [/(^|[^A-Z])BCD-?\d/i, '冰箱'],
  [/(^|[^A-Z])XQ[BGS]\d/i, '洗衣机'],
  [/(^|[^A-Z])KFR/i, '空调'],
  [/(^|[^A-Z])JSL?Q\d/i, '燃气热水器'],
  [/(^|[^A-Z])CXW-?\d[^+]*\+\s*JZ/i, '烟灶套装'],
  [/(^|[^A-Z])CXW-?\d/i, '油烟机'],
  [/(^|[^A-Z])JZ[TYR]/i, '燃气灶'],
];

/**
 * The category that a cell or a name speaks of: an accessory first, then the word that stands first (the longer one
 * where two begin together), then the model number's own letters; `其他` when none.
 */
export function categoryFrom(text: string): string {
  const squeezed = text.replace(/\s+/g, '');
  if (CATEGORIES[squeezed]) return squeezed;
  if (CATEGORIES.配件?.words.some((word) => squeezed.includes(word))) return '配件';
  let best: { at: number; category: string } | null = null;
  for (const [word, category] of WORDS) {
    const at = squeezed.indexOf(word);
    if (at >= 0 && (best === null || at < best.at)) best = { at, category };
  }
  if (best) return best.category;
  return MODEL_FRONTS.find(([front]) => front.test(squeezed))?.[1] ?? OTHER_CATEGORY;
}
