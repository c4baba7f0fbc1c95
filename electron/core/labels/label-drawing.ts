import type { Label, LabelFormat, WasPrice } from '../../../shared/contract/labels.ts';
import { fen, formatYuan } from '../../../shared/kernel/money.ts';
import { type A4Page, placeRect, placeText } from '../printing/a4-page.ts';
import { type A4Font, fitTo, widthOf, wrapTo } from '../printing/a4-text.ts';
import { code128Compact } from '../printing/code-128.ts';
import { type FittedText, fittedText } from './fitted-text.ts';

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Sizes of one format, in points. Where two are given a text takes the larger one that fits. */
type Sizes = {
  readonly pad: number;
  readonly band: number; // height of the promotion's band
  readonly name: readonly [from: number, to: number];
  readonly nameLines: number;
  readonly facts: number;
  readonly factLines: number;
  readonly price: readonly [from: number, to: number];
  readonly was: number;
  readonly note: number;
  readonly bars: { readonly height: number; readonly module: number };
};

const SIZES: Readonly<Record<LabelFormat, Sizes>> = {
  shelf: {
    ...{ pad: 7.5, band: 12, name: [9, 7], nameLines: 2, facts: 6, factLines: 1 },
    ...{ price: [22, 12], was: 8.5, note: 4.8, bars: { height: 15, module: 0.75 } },
  },
  tag: {
    ...{ pad: 11, band: 26, name: [15, 9.5], nameLines: 3, facts: 9.5, factLines: 2 },
    ...{ price: [50, 22], was: 15, note: 7, bars: { height: 26, module: 0.8 } },
  },
  poster: {
    ...{ pad: 34, band: 110, name: [56, 24], nameLines: 3, facts: 22, factLines: 4 },
    ...{ price: [170, 70], was: 44, note: 15, bars: { height: 64, module: 1.5 } },
  },
};
/** White beside the bars, in modules, so that a scanner finds where they end (ISO/IEC 15417). */
const QUIET_ZONE = 10;
/** Bars narrower than this (0.17 mm) do not scan from office paper: the number stands alone then. */
const NARROWEST_MODULE = 0.48;
/** Smaller than this nobody reads the name of a promotion in passing. */
const LEAST_BAND_TEXT = 8;

/**
 * Draws a label into its box, nothing over its edges: band of the promotion, name, facts and price from the top;
 * barcode and what the law asks to be said from the bottom.
 */
export function drawLabel(page: A4Page, box: Box, label: Label, format: LabelFormat): void {
  const sizes = SIZES[format];
  const inner = {
    x: box.x + sizes.pad,
    y: box.y + sizes.pad,
    width: box.width - 2 * sizes.pad,
    height: box.height - 2 * sizes.pad,
  };
  let y = drawBand(page, box, label, sizes);
  y = drawName(page, { ...inner, y: y + sizes.pad * 0.5 }, label, sizes);
  const bottom = drawFoot(page, inner, label, sizes);
  drawPrice(page, { ...inner, y, height: bottom - y }, label, sizes);
}

/** The promotion's name on its colour; a label without one begins with the brand. Answers where it ends. */
function drawBand(page: A4Page, box: Box, { promotion, brand }: Label, sizes: Sizes): number {
  const width = box.width - 2 * sizes.pad;
  const text = promotion ? promotion.name : brand;
  const { lines, font } = bandText(text, width, sizes.band);
  const leading = font.size * 1.25;
  const first = box.y + sizes.band / 2 + font.size * 0.36 - ((lines.length - 1) * leading) / 2;
  if (promotion) placeRect(page, { ...box, height: sizes.band }, 'saving');
  lines.forEach((line, i) => {
    placeText(
      page,
      line,
      { x: box.x + sizes.pad, y: first + i * leading, width },
      { font, ...(promotion ? { tone: 'paper' } : {}) },
    );
  });
  return box.y + sizes.band;
}

/** One line as large as it can be; one that would be cut takes two, where these can still be read. */
function bandText(text: string, width: number, band: number): FittedText {
  const most = band * 0.62;
  const one = fittedText(text, width, { from: most, to: most * 0.6, most: 1, weight: 700 });
  const isCut = one.lines.some((line) => line.endsWith('…'));
  if (!isCut || band * 0.36 < LEAST_BAND_TEXT) return one;
  const to = Math.max(LEAST_BAND_TEXT - 0.5, band * 0.28);
  return fittedText(text, width, { from: band * 0.36, to, most: 2, weight: 700 });
}

/** Name, then model, specification, grade and unit. Answers where they end. */
function drawName(page: A4Page, box: Box, label: Label, sizes: Sizes): number {
  const [from, to] = sizes.name;
  const name = fittedText(titleOf(label), box.width, {
    ...{ from, to, most: sizes.nameLines, weight: 700 },
  });
  const y = drawLines(page, box, name);
  const size = sizes.facts;
  const facts = fittedText(factsOf(label), box.width, {
    ...{ from: size, to: size * 0.8, most: sizes.factLines, weight: 400 },
  });
  return drawLines(page, { ...box, y: y + size * 0.2 }, facts, { isQuiet: true });
}

/** The price in the middle of what room is left, the struck one beside or over it. */
function drawPrice(page: A4Page, box: Box, label: Label, sizes: Sizes): void {
  const { nowFen, was, promotion } = label;
  if (nowFen === null) return;
  const unit = `/${label.unitLabel}`;
  const small = sizes.price[0] * 0.34;
  const tone = promotion ? ({ tone: 'saving' } as const) : {};
  const amount = yuan(nowFen);
  const signWidth = widthOf('￥', { size: small, weight: 700 });
  const unitWidth = widthOf(unit, { size: small, weight: 400 });
  const wasText = was ? `￥${yuan(was.fen)}` : '';
  const wasFont: A4Font = { size: sizes.was, weight: 400 };
  const wasWidth = was ? widthOf(wasText, wasFont) + sizes.was * 0.6 : 0;
  const room = { width: box.width - signWidth - unitWidth, height: box.height };
  const { price, overHeight } = fittedPrice(amount, room, sizes, wasWidth);
  // Figures and the tail of their comma stand in the middle together, under what stands over them.
  const y = box.y + (box.height + overHeight) / 2 + price.font.size * 0.28;
  const width = widthOf(price.lines[0] ?? '', price.font);
  placeText(
    page,
    '￥',
    { x: box.x, y, width: signWidth },
    { font: { size: small, weight: 700 }, ...tone },
  );
  placeText(
    page,
    price.lines[0] ?? '',
    { x: box.x + signWidth, y, width },
    { font: price.font, ...tone },
  );
  const unitX = box.x + signWidth + width;
  placeText(page, unit, { x: unitX, y, width: unitWidth }, { font: { size: small, weight: 400 } });
  if (!was) return;
  const wasX = overHeight > 0 ? box.x : unitX + unitWidth + sizes.was * 0.6;
  const wasY = overHeight > 0 ? y - price.font.size * 0.9 - sizes.was * 0.2 : y;
  placeText(page, wasText, { x: wasX, y: wasY, width: wasWidth }, { font: wasFont, isQuiet: true });
  const strike = { y: wasY - sizes.was * 0.36, height: Math.max(0.6, sizes.was * 0.06) };
  placeRect(page, { x: wasX, width: widthOf(wasText, wasFont), ...strike }, 'ink');
}

/** A struck price beside it must not make the price smaller by more than this; where there is room it goes over it. */
const BESIDE_AT_LEAST = 0.8;

/** The price as large as it fits, and how much height the struck price takes over it; 0: it stands beside it. */
function fittedPrice(
  amount: string,
  room: { readonly width: number; readonly height: number },
  sizes: Sizes,
  wasWidth: number,
): { readonly price: FittedText; readonly overHeight: number } {
  const sized = (width: number, height: number) =>
    fittedText(amount, width, {
      ...{ from: Math.min(sizes.price[0], height * 0.9), to: sizes.price[1] * 0.6 },
      ...{ most: 1, weight: 700 },
    });
  const beside = sized(room.width - wasWidth, room.height);
  if (wasWidth === 0) return { price: beside, overHeight: 0 };
  const overHeight = sizes.was * 1.5;
  const under = sized(room.width, room.height - overHeight);
  const isBetter = beside.font.size < under.font.size * BESIDE_AT_LEAST;
  return isBetter ? { price: under, overHeight } : { price: beside, overHeight: 0 };
}

/** What has to be said takes up to this part of a label's height, above the bars. */
const NOTES_PART = 0.42;
const NOTE_LEADING = 1.3;
const MORE_NOTES = '其余条件见店内公示';

/** The barcode at the left, what has to be said at the right, both ending at the bottom. Answers where they begin. */
function drawFoot(page: A4Page, box: Box, label: Label, sizes: Sizes): number {
  const bottom = box.y + box.height;
  const bars = drawBarcode(page, box, label.code, sizes);
  const gap = bars.width > 0 ? Math.max(sizes.pad, QUIET_ZONE * sizes.bars.module) : 0;
  const width = box.width - bars.width - gap;
  const notes = fittedNotes(notesOf(label), { ...box, width }, sizes.note);
  const height = notes.lines.length * notes.font.size * NOTE_LEADING;
  drawLines(page, { ...box, x: box.x + bars.width + gap, y: bottom - height, width }, notes, {
    isQuiet: true,
    leading: NOTE_LEADING,
  });
  return bottom - Math.max(height, bars.height);
}

/** Every sentence whole, smaller where they are many; where even that is too much, the last line says where the rest is. */
function fittedNotes(notes: readonly string[], box: Box, from: number): FittedText {
  const to = from * 0.8;
  const room = (size: number) => Math.floor((box.height * NOTES_PART) / (size * NOTE_LEADING));
  const linesAt = (size: number) =>
    notes.flatMap((note) => wrapTo(note, box.width, { size, weight: 400 }));
  let size = from;
  while (size > to && linesAt(size).length > room(size)) size -= 0.25;
  const lines = linesAt(size);
  const font: A4Font = { size, weight: 400 };
  if (lines.length <= room(size)) return { lines, font };
  return { lines: [...lines.slice(0, room(size) - 1), fitTo(MORE_NOTES, box.width, font)], font };
}

function drawBarcode(
  page: A4Page,
  box: Box,
  code: string | null,
  { bars, note }: Sizes,
): { readonly width: number; readonly height: number } {
  if (code === null) return { width: 0, height: 0 };
  const modules = code128Compact(code);
  const count = modules.reduce((sum, one) => sum + one, 0);
  const most = box.width * 0.56;
  const module = Math.min(bars.module, most / count);
  const font: A4Font = { size: note * 1.15, weight: 400 };
  const bottom = box.y + box.height;
  if (module < NARROWEST_MODULE) {
    const text = fitTo(code, most, font);
    placeText(page, text, { x: box.x, y: bottom - font.size * 0.2, width: most }, { font });
    return { width: widthOf(text, font), height: font.size * 1.2 };
  }
  const width = count * module;
  const top = bottom - font.size * 1.15 - bars.height;
  let x = box.x;
  modules.forEach((one, i) => {
    const bar = { x, y: top, width: one * module, height: bars.height };
    if (i % 2 === 0) placeRect(page, bar, 'ink');
    x += one * module;
  });
  const text = fitTo(code, width, font);
  placeText(
    page,
    text,
    { x: box.x, y: bottom - font.size * 0.15, width },
    { font, align: 'center' },
  );
  return { width, height: bottom - top };
}

function drawLines(
  page: A4Page,
  box: Box,
  { lines, font }: FittedText,
  style: { readonly isQuiet?: boolean; readonly leading?: number } = {},
): number {
  const leading = font.size * (style.leading ?? 1.25);
  lines.forEach((line, i) => {
    const at = { x: box.x, y: box.y + i * leading + font.size * 0.95, width: box.width };
    placeText(page, line, at, { font, isQuiet: style.isQuiet ?? false });
  });
  return box.y + lines.length * leading;
}

/** The name with its brand, where the band does not say it. */
function titleOf({ name, brand, promotion }: Label): string {
  const hasBrand = name.toLowerCase().includes(brand.toLowerCase()) || promotion === null;
  return hasBrand ? name : `${brand} ${name}`;
}

function factsOf({ model, name, spec, colour, energyGrade, unitLabel }: Label): string {
  return [
    name.includes(model) ? '' : `型号 ${model}`,
    energyGrade ? `能效 ${energyGrade}` : '',
    spec,
    colour ?? '',
    `计价单位 ${unitLabel}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

const BASIS: Readonly<Record<WasPrice['basis'], string>> = {
  lowest_7_days: '划线价为本店活动前7日内最低成交价',
  last_sale: '划线价为本店活动前最后一次成交价',
};

/** What the price is compared with and when and how it holds, the basis first: it is never left out. */
function notesOf({ promotion, was }: Label): readonly string[] {
  return [
    was ? BASIS[was.basis] : '',
    promotion ? `活动时间 ${promotion.time}` : '',
    promotion?.isLimited ? '限量，售完为止' : '',
    promotion?.terms ?? '',
  ].filter((note) => note !== '');
}

/** Whole yuan without decimals, as tags show it: `2,999`, `19.90`. */
function yuan(amount: number): string {
  return formatYuan(fen(amount)).replace(/\.00$/, '');
}
