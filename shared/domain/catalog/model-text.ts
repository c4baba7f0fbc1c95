import { brandFromName, halfWidth } from './brand.ts';
import { categoryFrom } from './category.ts';
import { energyGradeFrom } from './energy-grade.ts';

/** What a name or model cell says once it is taken apart. Empty texts where it says nothing. */
export type NameParts = {
  readonly brand: string;
  readonly model: string;
  readonly colour: string | null;
  readonly category: string;
  readonly energyGrade: string | null;
  readonly isSet: boolean;
};

// A model is Latin letters, digits and the odd symbols makers use; `@` may begin it, Roman numerals may end it.
const MODEL_RUN =
  /@?[A-Za-z0-9Ⅰ-ⅻ](?:[A-Za-z0-9Ⅰ-ⅻ@#*_.&]|[-/+](?=[\sA-Za-z0-9@(（+-]|$)|[-]|[(（][A-Za-z0-9Ⅰ-ⅻ\-/+. ]{1,14}[)）]|[(（][洗烘内外上下][)）])*/gu;
const DESCRIPTION_UNIT = /^(升|匹|公斤|级|寸|英寸|套|门|度|档|芯|人|P\b|L\b|kg\b)/iu;
const COLOURS =
  '琥珀钰 星云蓝 湖蕴蓝 熔幔岩 流光金 闪白银 玫瑰金 翡冷翠 石岩灰 香槟金 藕纱白 橄榄金 月光银 芭蕾白 博卡灰 亮灰色 深空灰 极地白 珍珠白 象牙白 钛金灰 曜石黑 ' +
  '墨玉青 晶钻黑 白色 黑色 金色 银色 红色 灰色 蓝色 绿色 粉色 银灰 金棕 棕色 咖色 紫色';
const COLOUR_NAMES = COLOURS.split(' ').sort((a, b) => b.length - a.length);

/**
 * Takes a name apart: `SIEMENS/西门子KF88HVA56C湖蕴蓝` -> 西门子, KF88HVA56C, 湖蕴蓝.
 * The slash, the dash and odd symbols stay with the model; the first run of them that holds a digit is the model.
 */
export function readName(name: string): NameParts {
  const { brand, rest } = brandFromName(name);
  const { model, after } = splitModel(rest);
  return {
    brand,
    model,
    colour: colourFrom(after),
    category: categoryFrom(name),
    energyGrade: energyGradeFrom(name.replace(model === '' ? '\u0000' : model, ' ')),
    isSet: /\+/.test(model) || /套[机系装]/.test(name),
  };
}

/** The model at the front of a model cell, and the rest; a cell of nothing but Chinese is a model of its own. */
export function readModelCell(cell: string): {
  readonly model: string;
  readonly colour: string | null;
} {
  const text = cell.trim();
  const { rest } = brandFromName(text);
  // A cell of a model column is all model unless Chinese words follow: `F60-33Q7 Pro(HE)` has a twin without (HE).
  if (rest !== '' && !/\p{Script=Han}/u.test(rest)) return { model: rest, colour: null };
  const { model, after } = splitModel(rest);
  if (model === '') return { model: rest.replace(/\s+/g, ''), colour: null };
  return { model, colour: colourFrom(after) };
}

function splitModel(text: string): { readonly model: string; readonly after: string } {
  // `MR- 449WUSJPGZ`: a blank after a dash is a slip of the keyboard, not the end of the model.
  const joined = text.replace(/([A-Za-z0-9]-)\s+(?=[A-Za-z0-9])/g, '$1');
  for (const found of joined.matchAll(MODEL_RUN)) {
    const after = joined.slice(found.index + found[0].length);
    const model = trimDescription(found[0], after);
    if (!/\d/.test(model) || model.length < 2 || /^\d+(\.\d+)?[PL]$/i.test(model)) continue;
    return withSecondWord(model, joined.slice(found.index + model.length));
  }
  const worded = /^[A-Za-z]+\s+\d+(?:\s+[A-Za-z]+)?/.exec(joined.replace(/^\P{ASCII}+/u, ''));
  if (worded)
    return { model: worded[0], after: joined.slice(joined.indexOf(worded[0]) + worded[0].length) };
  return { model: '', after: joined };
}

/** `75T7L Ultra`, `C1 HD10G3ZU1`: some models have a second word, a grade of the line or the number itself. */
function withSecondWord(model: string, after: string): ReturnType<typeof splitModel> {
  const graded = /^\s+(?:Pro|Ultra|Max|Plus|mini|SE)\b(?:\([A-Z0-9]+\))?/i.exec(after);
  const numbered =
    model.length <= 4 ? /^\s+(?=[A-Z\d]*\d)[A-Z\d]{3,}(?![a-z\d升匹寸英])/.exec(after) : null;
  const second = (graded ?? numbered)?.[0] ?? '';
  return { model: model + second, after: after.slice(second.length) };
}

/** Cuts what belongs to the description: `(12T)12`升, `(12T)4.1KW/`, a trailing slash before Chinese words. */
function trimDescription(run: string, after: string): string {
  let model = run.replace(/([)）])\d+(?:\.\d+)?(?:KW|L|P|kg)\b.*$/i, '$1');
  if (DESCRIPTION_UNIT.test(after)) model = model.replace(/(^|[)）])\d+(?:\.\d+)?$/, '$1');
  return model.replace(/[/.]+$/, '');
}

function colourFrom(after: string): string | null {
  const near = halfWidth(after).replace(/^[\s(]+/, '');
  return COLOUR_NAMES.find((colour) => near.startsWith(colour)) ?? null;
}
