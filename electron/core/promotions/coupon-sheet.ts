import { type CouponTerms, couponRules } from '../../../shared/documents/coupon-slip.ts';
import { type StoreHead, storeTitle } from '../../../shared/documents/store-head.ts';
import { spacedCouponCode } from '../../../shared/scanning/coupon-code.ts';
import { type A4Page, blankPage, placeRect, placeText } from '../printing/a4-page.ts';
import { type A4Font, fitTo, widthOf, wrapTo } from '../printing/a4-text.ts';
import { code128Modules } from '../printing/code-128.ts';

const COLUMNS = 2;
const ROWS = 5;
/** 8 mm round the sheet: no office printer prints nearer to the edge. */
const EDGE = 23;
const PAD = 12;
const BAR_HEIGHT = 26;
/** 0.35 mm, wide enough for any scanner from office paper. */
const BAR_MODULE = 1;

const BENEFIT = { from: 24, to: 11 } as const;
const NAME: A4Font = { size: 9, weight: 700 };
const STORE: A4Font = { size: 7.5, weight: 400 };
const TERMS = { from: 7.5, to: 5 } as const;
const TERM_LEADING = 1.35;
const CODE: A4Font = { size: 8.5, weight: 700 };

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** How many coupons stand on a sheet. */
export const COUPONS_ON_SHEET = COLUMNS * ROWS;

/** Sheets of coupons with lines to cut along, in the order given. */
export function couponSheets(
  store: StoreHead,
  terms: CouponTerms,
  codes: readonly string[],
): readonly A4Page[] {
  return Array.from({ length: Math.ceil(codes.length / COUPONS_ON_SHEET) }, (_, page) => {
    const sheet = blankPage();
    const width = (sheet.width - 2 * EDGE) / COLUMNS;
    const height = (sheet.height - 2 * EDGE) / ROWS;
    codes.slice(page * COUPONS_ON_SHEET, (page + 1) * COUPONS_ON_SHEET).forEach((code, i) => {
      const x = EDGE + (i % COLUMNS) * width;
      const y = EDGE + Math.floor(i / COLUMNS) * height;
      drawFrame(sheet, { x, y, width, height });
      const inner = { x: x + PAD, y: y + PAD, width: width - 2 * PAD, height: height - 2 * PAD };
      drawCoupon(sheet, inner, { store, terms, code });
    });
    return sheet;
  });
}

/** What it gives and whose it is from the top; the code from the bottom; the terms between, as large as they fit. */
function drawCoupon(
  page: A4Page,
  box: Box,
  coupon: { readonly store: StoreHead; readonly terms: CouponTerms; readonly code: string },
): void {
  const { store, terms, code } = coupon;
  const benefit = benefitFont(terms.benefit, box.width);
  let y = box.y + benefit.size;
  placeText(page, fitTo(terms.benefit, box.width, benefit), { ...box, y }, { font: benefit });
  y += NAME.size * 1.5;
  placeText(page, fitTo(terms.name, box.width, NAME), { ...box, y }, { font: NAME });
  y += STORE.size * 1.5;
  placeText(page, fitTo(storeTitle(store), box.width, STORE), { ...box, y }, { font: STORE });
  const bottom = drawCode(page, box, code);
  drawTerms(page, { ...box, y: y + 4, height: bottom - y - 8 }, terms);
}

function benefitFont(text: string, width: number): A4Font {
  let size: number = BENEFIT.from;
  while (size > BENEFIT.to && widthOf(text, { size, weight: 700 }) > width) size -= 1;
  return { size, weight: 700 };
}

/** Bars and the code as it is read out, at the foot. Answers where they begin. */
function drawCode(page: A4Page, box: Box, code: string): number {
  const bottom = box.y + box.height;
  const top = bottom - BAR_HEIGHT - CODE.size * 1.3;
  let x = box.x;
  code128Modules(code).forEach((modules, i) => {
    const bar = { x, y: top, width: modules * BAR_MODULE, height: BAR_HEIGHT };
    if (i % 2 === 0) placeRect(page, bar, 'ink');
    x += modules * BAR_MODULE;
  });
  const at = { x: box.x, y: bottom - 1, width: box.width };
  placeText(page, spacedCouponCode(code), at, { font: CODE });
  return top;
}

/** Every term whole, smaller where they are many; where even that is too much, the last line says where the rest is. */
function drawTerms(page: A4Page, box: Box, terms: CouponTerms): void {
  const texts = [
    `有效期 ${terms.time}`,
    `${terms.conditions.join('；')}。`,
    couponRules(terms).join(''),
  ];
  const linesAt = (size: number) =>
    texts.flatMap((text) => wrapTo(text, box.width, { size, weight: 400 }));
  const room = (size: number) => Math.floor(box.height / (size * TERM_LEADING));
  let size: number = TERMS.from;
  while (size > TERMS.to && linesAt(size).length > room(size)) size -= 0.25;
  const lines = linesAt(size);
  const font: A4Font = { size, weight: 400 };
  const shown =
    lines.length <= room(size) ? lines : [...lines.slice(0, room(size) - 1), '其余条件见店内公示'];
  shown.forEach((line, i) => {
    const y = box.y + size + i * size * TERM_LEADING;
    placeText(page, line, { x: box.x, y, width: box.width }, { font });
  });
}

function drawFrame(page: A4Page, { x, y, width, height }: Box): void {
  for (const edge of [y, y + height]) placeRect(page, { x, y: edge, width, height: 0.4 }, 'line');
  for (const edge of [x, x + width]) placeRect(page, { x: edge, y, width: 0.4, height }, 'line');
}
