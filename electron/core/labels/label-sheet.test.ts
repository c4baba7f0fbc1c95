import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABEL_FORMATS, type Label, type LabelFormat } from '../../../shared/contract/labels.ts';
import { readCode128 } from '../../../test/support/code-128-reader.ts';
import { type DemoTill, demoTill } from '../../../test/support/demo-till.ts';
import { a4Pdf, a4Pictures } from '../printing/a4-output.ts';
import type { A4Mark, A4Page } from '../printing/a4-page.ts';
import { widthOf } from '../printing/a4-text.ts';
import { code128Compact, code128Modules } from '../printing/code-128.ts';
import { fittedText } from './fitted-text.ts';
import { labelSheets, labelsOnSheet } from './label-sheet.ts';
import { labelsOf } from './labels.ts';

const PLAIN: Label = {
  sku: '100498',
  name: '美的电饭煲 MB-WFS4029',
  brand: '美的',
  model: 'MB-WFS4029',
  category: '电饭煲',
  spec: '4升 智能预约',
  colour: '白色',
  energyGrade: '1级',
  unitLabel: '台',
  code: '6942147491119',
  nowFen: 19_900,
  was: { fen: 27_900, basis: 'lowest_7_days' },
  promotion: {
    name: '618 限时秒杀',
    time: '2026年6月16日 00:00 至 6月18日 24:00',
    terms: '共限20件，每人限1件',
    isLimited: true,
  },
};
const WORST: Label = {
  ...PLAIN,
  name: '卡萨帝'.repeat(40),
  model: 'KFR-72LW/(72520)FNhAc-B1(WIFI)'.repeat(2),
  spec: '一键自清洁、温自平衡、轻离子净化、'.repeat(12),
  code: 'KFRd-35GW/D-FR11Bp(A1)XY',
  nowFen: 99_999_999,
  was: { fen: 99_999_999_9, basis: 'last_sale' },
  promotion: {
    name: '全场满三千减三百；'.repeat(8),
    time: '2026年6月16日 00:00 至 6月18日 24:00，每周六、日，10:00–12:00；'.repeat(4),
    terms: '满3000减300，每单一次，要登记顾客，共限20件，每人限1件；'.repeat(6),
    isLimited: true,
  },
};

type TextMark = Extract<A4Mark, { kind: 'text' }>;
const textsOf = (page: A4Page): readonly TextMark[] =>
  page.marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []));
const wordsOf = (page: A4Page): string =>
  textsOf(page)
    .map(({ text }) => text)
    .join('\n');

function boxOf(mark: A4Mark) {
  if (mark.kind === 'rect') return mark;
  const { x, y, font } = mark;
  // Above the baseline nearly all of a Chinese character, below it a tail.
  return {
    ...{ x, y: y - font.size * 0.88, width: widthOf(mark.text, font) },
    height: font.size * 1.0,
  };
}

const GRID = { poster: [1, 1], tag: [2, 4], shelf: [3, 8] } as const;

/** One label alone on a sheet: nothing of it may leave its cell, and no text may touch another. */
function expectInCell(label: Label, format: LabelFormat): void {
  const [page] = labelSheets([label], { format, copies: 1 });
  if (!page) throw new Error('a label makes a sheet');
  const [columns, rows] = GRID[format];
  const edge = 23;
  const right = edge + (page.width - 2 * edge) / columns;
  const bottom = edge + (page.height - 2 * edge) / rows;
  const texts = textsOf(page);
  for (const text of texts) {
    const { x, y, width, height } = boxOf(text);
    expect(x, text.text).toBeGreaterThanOrEqual(edge);
    expect(y, text.text).toBeGreaterThanOrEqual(edge - 0.5);
    expect(x + width, text.text).toBeLessThanOrEqual(right + 0.01);
    expect(y + height, text.text).toBeLessThanOrEqual(bottom + 0.01);
  }
  const bars = page.marks.flatMap((mark) =>
    mark.kind === 'rect' && mark.shade === 'ink' && mark.height > 12 && mark.y > edge ? [mark] : [],
  );
  for (const { text, x, y, font } of texts) {
    const inked = { x, y: y - font.size * 0.74, width: widthOf(text, font) };
    for (const bar of bars) {
      const isBeside = inked.x + inked.width <= bar.x || inked.x >= bar.x + bar.width;
      const isAway = y + font.size * 0.2 <= bar.y || inked.y >= bar.y + bar.height;
      expect(isBeside || isAway, `${text} over the bars`).toBe(true);
    }
  }
  for (const [i, one] of texts.entries()) {
    for (const other of texts.slice(i + 1)) {
      expect(overlap(boxOf(one), boxOf(other)), `${one.text} / ${other.text}`).toBe(false);
    }
  }
}

type Area = ReturnType<typeof boxOf>;
function overlap(a: Area, b: Area): boolean {
  const least = 0.12 * Math.min(a.height, b.height); // air above and below the letters
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return wide > 0.1 && high > least;
}

describe.each(LABEL_FORMATS)('a label as %s', (format) => {
  it('says what it is, what it costs, what it cost before and on what the law bases that', () => {
    const [page] = labelSheets([PLAIN], { format, copies: 1 });
    const words = page ? wordsOf(page) : '';
    for (const said of ['618 限时秒杀', '199', '/台', '￥279', '6942147491119', '能效 1级']) {
      expect(words).toContain(said);
    }
    const flowing = words.replace(/\s/g, ''); // lines break where they must
    expect(flowing).toContain('MB-WFS4029');
    expect(flowing).toContain('划线价为本店活动前7日内最低成交价');
    expect(flowing).toContain('活动时间2026年6月16日00:00至6月18日24:00');
    expect(flowing).toContain('限量，售完为止共限20件，每人限1件');
    expect(flowing).toContain('计价单位台');
  });

  it('names two promotions whole, over two lines where one is too narrow and two can be read', () => {
    const name = '奥克斯空调直降150；跨店每满1000减60';
    const { promotion } = PLAIN;
    const label = { ...PLAIN, promotion: promotion && { ...promotion, name } };
    const [page] = labelSheets([label], { format, copies: 1 });
    expect((page ? wordsOf(page) : '').replace(/\s/g, '')).toContain(name);
    expectInCell(label, format);
  });

  it('without an earlier price strikes nothing through and claims no basis', () => {
    const [page] = labelSheets([{ ...PLAIN, was: null }], { format, copies: 1 });
    expect(page ? wordsOf(page) : '').not.toMatch(/划线价|279/);
  });

  it('without a promotion is a plain price under its brand', () => {
    const [page] = labelSheets([{ ...PLAIN, was: null, promotion: null }], { format, copies: 1 });
    expect(page ? wordsOf(page) : '').not.toMatch(/活动|限量|秒杀/);
    expect(page?.marks.some((mark) => mark.kind === 'rect' && mark.shade === 'saving')).toBe(false);
  });

  it.each([
    ['an ordinary good', PLAIN],
    ['everything as long as it can be', WORST],
    ['no barcode and no facts', { ...WORST, code: null, spec: '', model: '', colour: null }],
    ['odd fen', { ...PLAIN, nowFen: 1_234_567_89, was: { fen: 1_234_567_90, basis: 'last_sale' } }],
  ] as const)('keeps within its cut, text beside text: %s', (_, label) => {
    expectInCell(label, format);
  });

  it('of the longest names, models and units of the catalogue keeps within its cut', async () => {
    const longest = (column: string) =>
      demo.till.db
        .prepare(
          `SELECT sku FROM item WHERE kind = 'goods' ORDER BY length(${column}) DESC LIMIT 8`,
        )
        .pluck()
        .all() as string[];
    const skus = [...new Set(['name', 'model', 'brand', 'spec'].flatMap(longest))];
    const labels = labelsOf(demo.till, { skus, promotionId: null });
    if (!labels.ok) throw new Error(labels.refusal.code);
    expect(labels.value.length).toBeGreaterThan(15);
    for (const label of labels.value.filter(({ nowFen }) => nowFen !== null)) {
      expectInCell(label, format);
      expectInCell({ ...label, was: PLAIN.was, promotion: PLAIN.promotion }, format);
    }
  });

  it('has barcodes that scan from the printed sheet, digits and letters', async () => {
    const codes = ['6942147491119', 'ZD-0123456789', '100498', '12345'];
    const shown = format === 'poster' ? codes.slice(0, 2) : codes;
    const labels = shown.map((code) => ({ ...PLAIN, code }));
    const found = await scanned(labelSheets(labels, { format, copies: 1 }));
    expect(found.toSorted()).toEqual(shown.toSorted());
  });
});

let demo: DemoTill;
beforeAll(async () => {
  demo = await demoTill();
});
afterAll(() => demo.close());

/** Every barcode that a scanner drawn down the sheets finds, printed at four dots a point (288 an inch). */
async function scanned(pages: readonly A4Page[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const picture of await a4Pictures(pages, 4)) {
    const image = await loadImage(picture);
    const canvas = createCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    for (let y = 0; y < canvas.height; y += 16) {
      const { data } = context.getImageData(0, y, canvas.width, 1);
      const dark = Array.from({ length: canvas.width }, (_, x) => (data[x * 4] ?? 255) < 128);
      // A scanner stops where the white round the bars begins; words beside them are another piece.
      for (const piece of piecesOf(dark)) {
        const text = readCode128(piece);
        if (text !== null) found.add(text);
      }
    }
  }
  return [...found];
}

function piecesOf(dark: readonly boolean[]): readonly (readonly boolean[])[] {
  const text = dark.map((one) => (one ? '#' : ' ')).join('');
  return text
    .split(/ {27,}/)
    .filter((piece) => piece.includes('#'))
    .map((piece) => [...piece].map((one) => one === '#'));
}

describe('sheets of labels', () => {
  it.each([
    ['poster', 3, 3],
    ['tag', 9, 2],
    ['shelf', 24, 1],
    ['shelf', 25, 2],
  ] as const)('%s: %i goods are %i sheets', (format, count, sheets) => {
    const labels = Array.from({ length: count }, (_, i) => ({ ...PLAIN, sku: String(i) }));
    const pages = labelSheets(labels, { format, copies: 1 });
    expect(pages).toHaveLength(sheets);
    const names = pages.flatMap(textsOf).filter(({ text }) => text === '618 限时秒杀');
    expect(names).toHaveLength(count);
    expect(labelsOnSheet(format) * sheets).toBeGreaterThanOrEqual(count);
  });

  it('leave out what has no price, and repeat what was asked for in copies', () => {
    const labels = [{ ...PLAIN, nowFen: null }, PLAIN];
    const pages = labelSheets(labels, { format: 'tag', copies: 8 });
    expect(pages).toHaveLength(1);
    expect(
      textsOf(pages[0] ?? { width: 0, height: 0, marks: [] }).filter(({ text }) => text === '199'),
    ).toHaveLength(8);
  });

  it('have marks for cutting in the margin alone, and are a PDF of as many pages', () => {
    const pages = labelSheets(
      Array.from({ length: 30 }, () => PLAIN),
      { format: 'shelf', copies: 1 },
    );
    for (const page of pages) {
      const strokes = page.marks.filter(
        (mark) => mark.kind === 'rect' && mark.shade === 'ink' && mark.width + mark.height === 10.5,
      );
      expect(strokes).toHaveLength(2 * 4 + 2 * 9);
      for (const { x, y } of strokes) {
        expect(x < 23 || y < 23 || x > page.width - 23 || y > page.height - 23).toBe(true);
      }
    }
    const pdf = a4Pdf(pages, '价签').toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  });
});

describe('a poster', () => {
  it('is about its price: the one struck through gives way to it and stands over it', () => {
    const [page] = labelSheets(
      [{ ...PLAIN, nowFen: 222_900, was: { fen: 249_900, basis: 'lowest_7_days' } }],
      { format: 'poster', copies: 1 },
    );
    if (!page) throw new Error('a label makes a sheet');
    const now = textsOf(page).find(({ text }) => text === '2,229');
    const was = textsOf(page).find(({ text }) => text === '￥2,499');
    expect(now?.font.size).toBeGreaterThan(120);
    expect(was && now && boxOf(was).y + boxOf(was).height).toBeLessThanOrEqual(
      now ? boxOf(now).y : 0,
    );
  });
});

describe('a text that has to fit', () => {
  it('keeps its size where it can, shrinks where it must, and ends with dots only where nothing helps', () => {
    const room = { from: 20, to: 10, most: 2, weight: 700 } as const;
    expect(fittedText('空调', 200, room)).toMatchObject({ lines: ['空调'], font: { size: 20 } });
    const smaller = fittedText('变频冷暖壁挂式空调一级能效新款', 120, room);
    expect(smaller.font.size).toBeLessThan(20);
    expect(smaller.lines.join('')).toBe('变频冷暖壁挂式空调一级能效新款');
    const cut = fittedText('变频冷暖'.repeat(20), 120, room);
    expect(cut.font.size).toBe(10);
    expect(cut.lines).toHaveLength(2);
    expect(cut.lines[1]?.endsWith('…')).toBe(true);
    expect(fittedText('', 100, room).lines).toEqual([]);
  });

  it('keeps a model whole where somewhat smaller letters do, and breaks one that is longer than a line', () => {
    const room = { from: 20, to: 8, most: 3, weight: 700 } as const;
    const whole = fittedText('奥克斯空调 KFR-35GW/BpR3', 140, room);
    expect(whole.lines).toEqual(['奥克斯空调', 'KFR-35GW/BpR3']);
    const long = fittedText('KFR-35GW/BpR3AEG28(B1)KFR-35GW', 100, room);
    expect(long.lines.join('')).toBe('KFR-35GW/BpR3AEG28(B1)KFR-35GW');
  });
});

describe('digits in pairs', () => {
  it.each(['1234', '12345', '6942147491119', '9900990099'])('%s are read back', (digits) => {
    const modules = code128Compact(digits);
    const dark = modules.flatMap((width, i) => Array.from({ length: width }, () => i % 2 === 0));
    expect(readCode128(dark)).toBe(digits);
    expect(modules.length).toBeLessThanOrEqual(code128Modules(digits).length + 6);
  });

  it('make an EAN a third narrower; letters stay as they were', () => {
    const width = (modules: readonly number[]) => modules.reduce((sum, one) => sum + one, 0);
    const [long, short] = [code128Modules('6942147491119'), code128Compact('6942147491119')];
    expect(width(short)).toBe(123);
    expect(width(long)).toBe(178);
    expect(code128Compact('AB-1234')).toEqual(code128Modules('AB-1234'));
  });

  it('with one bar wrong are not read as another number', () => {
    const modules = [...code128Compact('6942147491119')];
    [modules[20], modules[22]] = [modules[22] ?? 0, modules[20] ?? 0];
    const dark = modules.flatMap((width, i) => Array.from({ length: width }, () => i % 2 === 0));
    expect(readCode128(dark)).not.toBe('6942147491119');
  });
});
