/** A brand: the name on the shop's shelf, its curated reading, and the other ways sheets and fingers write it. */
export type Brand = {
  readonly name: string;
  readonly pinyin: readonly string[]; // one syllable a character; letters of a Latin brand as one
  readonly aliases: readonly string[];
};

// Machine readings go wrong on 美的 (mei de), 长虹 (zhang), 统帅, 乐: so every brand's is written down.
const TABLE = `
TCL|tcl|王牌
卡萨帝|ka sa di|Casarte
奥克斯|ao ke si|AUX
小米|xiao mi|Xiaomi,MI,米家,MIJIA
小超人|xiao chao ren|
晶弘|jing hong|KINGHOME
松下|song xia|Panasonic
格力|ge li|GREE
海信|hai xin|Hisense
海尔|hai er|Haier
科龙|ke long|Kelon
统帅|tong shuai|Leader
美的|mei di|Midea
长虹|chang hong|CHANGHONG
大金|da jin|DAIKIN
东芝|dong zhi|TOSHIBA
COLMO|colmo|科慕
三星|san xing|SAMSUNG
创维|chuang wei|Skyworth
容声|rong sheng|Ronshen
康佳|kang jia|KONKA
新飞|xin fei|Frestec
格兰仕|ge lan shi|Galanz
美菱|mei ling|MeiLing
西门子|xi men zi|SIEMENS
威力|wei li|WEILI
小天鹅|xiao tian e|LittleSwan
小鸭|xiao ya|
志高|zhi gao|CHIGO
摩鱼|mo yu|
樱花|ying hua|SAKURA
韩派|han pai|
云米|yun mi|VIOMI
模卡|mo ka|MOOKA
熊猫|xiong mao|PANDA
索尼|suo ni|SONY
雷鸟|lei niao|FFALCON
飞利浦|fei li pu|PHILIPS
万和|wan he|Vanward
华帝|hua di|VATTI
威博|wei bo|
林内|lin nei|Rinnai
A.O.史密斯|a o shi mi si|史密斯,AO史密斯,A.O.Smith,AOSmith,AO.史密斯,A.O史密斯
万家乐|wan jia le|Macro
能率|neng lv|NORITZ
巧太太|qiao tai tai|
方太|fang tai|FOTILE
樱雪|ying xue|INSE
澳柯玛|ao ke ma|AUCMA
百得|bai de|BEST
老板|lao ban|ROBAM
帅康|shuai kang|Sacon
火星人|huo xing ren|MARSSENGER
康宝|kang bao|Canbo
博乐宝|bo le bao|
易开得|yi kai de|
沁园|qin yuan|
奥普|ao pu|AUPU
凯迪仕|kai di shi|KAADAS
弗迪沃斯|fu di wo si|
九阳|jiu yang|Joyoung
苏泊尔|su bo er|SUPOR
华生|hua sheng|
戴森|dai sen|Dyson
艾美特|ai mei te|AIRMATE
科沃斯|ke wo si|ECOVACS
博世|bo shi|BOSCH
惠而浦|hui er pu|Whirlpool
荣事达|rong shi da|Royalstar
伊莱克斯|yi lai ke si|Electrolux
夏普|xia pu|SHARP
三菱|san ling|Mitsubishi
日立|ri li|HITACHI
华为|hua wei|HUAWEI
先锋|xian feng|SINGFUN
扬子|yang zi|YANGZI
华凌|hua ling|WAHIN
前锋|qian feng|
`;

export const BRANDS: readonly Brand[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [name = '', reading = '', aliases = ''] = line.split('|');
    return {
      name,
      pinyin: reading.split(' '),
      aliases: aliases.split(',').filter((a) => a !== ''),
    };
  });

const BY_SPELLING: ReadonlyMap<string, Brand> = new Map(
  BRANDS.flatMap((brand) => [brand.name, ...brand.aliases].map((text) => [spelling(text), brand])),
);

/** All spellings, longest first, for finding a brand glued to the front of a name. */
const SPELLINGS: readonly (readonly [string, Brand])[] = [...BY_SPELLING].sort(
  (a, b) => b[0].length - a[0].length,
);

function spelling(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/** The known brand of exactly this name or alias, or `null`. */
export function knownBrand(text: string): Brand | null {
  return BY_SPELLING.get(spelling(text)) ?? null;
}

/**
 * Reads a filled brand cell: `Brand/雷鸟`, `SIEMENS/西门子`, `史密斯`. A brand nobody knows is kept as written,
 * its Chinese part first; blank stays blank.
 */
export function brandFromCell(cell: string): string {
  const text = cell.trim();
  const whole = knownBrand(text);
  if (whole) return whole.name;
  // `三星（苏州）`: where a maker's works stand is a note.
  const parts = (text.replace(/[(（][^)）]*[)）]$/, '') || text)
    .split(/[/／|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const part of parts) {
    const known = knownBrand(part);
    if (known) return known.name;
  }
  return parts.find((part) => /\p{Script=Han}/u.test(part)) ?? text;
}

/**
 * Finds the brand at the front of a name, and what follows it: `SIEMENS/西门子KF88HVA56C` ->
 * `{brand: 西门子, rest: KF88HVA56C}`. `{brand: ''}` when no known brand stands there.
 */
export function brandFromName(name: string): { readonly brand: string; readonly rest: string } {
  const text = halfWidth(name).trim();
  const doubled = /^([A-Za-z.\s]+)\/\s*(.*)$/u.exec(text);
  if (doubled?.[2] !== undefined) {
    const chinese = atFront(doubled[2]);
    if (chinese) return chinese;
  }
  const first = lineOf(atFront(text));
  if (!first) return { brand: '', rest: text };
  // `西门子/SIEMENS KF88`: the second spelling of the same brand goes with the first.
  const again = /^\s*\/\s*/.test(first.rest) ? atFront(first.rest.replace(/^\s*\/\s*/, '')) : null;
  return again && again.brand === first.brand ? again : first;
}

/** `海尔MOOKA/模卡彩电`: a house's own line stands behind the house and is the brand on the shelf. */
function lineOf(house: ReturnType<typeof atFront>): ReturnType<typeof atFront> {
  const line = house && /^[A-Za-z]+\//.test(house.rest) ? brandFromName(house.rest) : null;
  return line && line.brand !== '' ? line : house;
}

/** Full-width Latin letters, digits and signs made half width; Roman numerals and Chinese stay as they are. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

function atFront(text: string): { readonly brand: string; readonly rest: string } | null {
  for (const [written, brand] of SPELLINGS) {
    const length = lengthMatched(text, written);
    if (length === 0) continue;
    const rest = text.slice(length);
    const isLatin = /^[a-z.]+$/.test(written);
    // A Latin brand ends where its word ends: `MI` is not the front of `MINI`, but is of `MI/小米`.
    if (isLatin && /^[a-z]/i.test(rest)) continue;
    if (isLatin && written.length < 3 && /^[-\d]/.test(rest)) continue;
    return { brand: brand.name, rest: rest.trim().replace(/^[(（]?牌[)）]?/, '') };
  }
  return null;
}

/** How many characters of `text` spell `written`, blanks in between allowed; 0 when they do not. */
function lengthMatched(text: string, written: string): number {
  let at = 0;
  for (const wanted of written) {
    while (text[at] === ' ') at += 1;
    if (text[at]?.toLowerCase() !== wanted) return 0;
    at += 1;
  }
  return at;
}
