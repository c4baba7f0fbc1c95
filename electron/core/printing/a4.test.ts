import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { PERSON, SAMPLES } from '../../../test/golden/sample-documents.ts';
import { documentPages } from './a4-document.ts';
import { a4Pdf, a4Pictures } from './a4-output.ts';
import { A4_MARGIN, type A4Mark, type A4Page } from './a4-page.ts';
import { type A4Report, reportPages } from './a4-report.ts';
import { fitTo, widthOf, wrapTo } from './a4-text.ts';

type TextMark = Extract<A4Mark, { kind: 'text' }>;

const texts = (page: A4Page): readonly TextMark[] =>
  page.marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []));
const wordsOf = (pages: readonly A4Page[]): string =>
  pages
    .flatMap(texts)
    .map(({ text }) => text)
    .join('\n');

/** Every mark lies within the sheet, texts within the margins. */
function expectInside(pages: readonly A4Page[]): void {
  for (const page of pages) {
    for (const mark of page.marks) {
      const width = mark.kind === 'text' ? widthOf(mark.text, mark.font) : mark.width;
      const height = mark.kind === 'text' ? 0 : mark.height;
      expect(mark.x).toBeGreaterThanOrEqual(A4_MARGIN - 0.01);
      expect(mark.x + width).toBeLessThanOrEqual(page.width - A4_MARGIN + 0.5);
      expect(mark.y).toBeGreaterThan(0);
      expect(mark.y + height).toBeLessThanOrEqual(page.height - A4_MARGIN + 11);
    }
  }
}

function report(rowCount: number, more: Partial<A4Report> = {}): A4Report {
  return {
    title: '销售日报',
    lines: ['2026-06-01 至 2026-06-30', '打印 王店长'],
    foot: '云桥家电(青山镇店)',
    sections: [
      {
        heading: '按分类',
        columns: [
          { title: '分类', width: 3 },
          { title: '净销售', width: 1, align: 'right' },
        ],
        rows: Array.from({ length: rowCount }, (_, i) => [`第${i}行`, `${i}.00`]),
        totals: [['合计', '99.00']],
      },
    ],
    ...more,
  };
}

describe('text on A4', () => {
  const font = { size: 10, weight: 400 as const };

  it.each([
    ['', ['']],
    ['空调', ['空调']],
    ['一\n二', ['一', '二']],
  ])('of %j breaks into %j', (text, lines) => {
    expect(wrapTo(text, 100, font)).toEqual(lines);
  });

  it('is broken at a space where there is one, and never wider than its column', () => {
    const lines = wrapTo('KFR-35GW N8XHA1 冷暖变频壁挂式空调 inverter air conditioner', 60, font);
    for (const line of lines) expect(widthOf(line, font)).toBeLessThanOrEqual(60);
    expect(lines[0]).toBe('KFR-35GW');
    expect(lines.join('').replaceAll(' ', '')).toContain('冷暖变频壁挂式空调');
    expect(wrapTo('加长名字 加长名字 ', widthOf('加长名字 加长名字', font), font)).toHaveLength(1);
  });

  it('that does not fit ends with an ellipsis', () => {
    const text = fitTo('冷暖变频壁挂式空调', 50, font);
    expect(text.endsWith('…')).toBe(true);
    expect(widthOf(text, font)).toBeLessThanOrEqual(50);
  });
});

describe('a report on A4', () => {
  it('goes on over the page with the head of its table repeated, every row once, every page numbered', () => {
    const pages = reportPages(report(200));
    expect(pages.length).toBeGreaterThan(3);
    expectInside(pages);
    for (const [i, page] of pages.entries()) {
      const words = texts(page).map(({ text }) => text);
      expect(words.filter((text) => text === '净销售')).toHaveLength(1);
      expect(words).toContain(`第 ${i + 1} / ${pages.length} 页`);
      expect(words).toContain('云桥家电(青山镇店)');
    }
    const rows = wordsOf(pages)
      .split('\n')
      .filter((text) => /^第\d+行$/.test(text));
    expect(rows).toEqual(Array.from({ length: 200 }, (_, i) => `第${i}行`));
    expect(wordsOf(pages)).toContain('合计');
  });

  it('without rows is one page with its heads', () => {
    const pages = reportPages(report(0));
    expect(pages).toHaveLength(1);
    expect(wordsOf(pages)).toContain('净销售');
  });

  it('never leaves a heading alone at the foot of a page', () => {
    for (let rows = 20; rows < 60; rows += 1) {
      const one = report(rows).sections;
      const pages = reportPages(report(rows, { sections: [...one, ...one] }));
      for (const page of pages) {
        const words = texts(page).map(({ text }) => text);
        const heading = words.lastIndexOf('按分类');
        if (heading >= 0)
          expect(words.slice(heading + 1).some((text) => text === '第0行')).toBe(true);
      }
    }
  });

  it('lies on its side where it is wide', () => {
    const [page] = reportPages(report(3, { isLandscape: true }));
    expect([page?.width, page?.height]).toEqual([842, 595]);
  });

  it('wraps a long cell within its column, and cuts one that is endless', () => {
    const [section] = report(1).sections;
    if (!section) throw new Error('a report has a section');
    const rows = [
      ['很长的名字'.repeat(100), '1.00'],
      ['https://example.com/'.repeat(50), '2.00'],
    ];
    const pages = reportPages(report(0, { sections: [{ ...section, rows }] }));
    expectInside(pages);
    expect(wordsOf(pages)).toContain('…');
  });
});

describe('a document of the shop on A4', () => {
  it.each(Object.entries(SAMPLES))('%s has its pages, nothing outside them', (_, make) => {
    const pages = documentPages(make(48), PERSON);
    expect(pages.length).toBeGreaterThan(0);
    expectInside(pages);
  });

  it('says everything its slip says', () => {
    const document = SAMPLES['z-report-handed-over']?.(48);
    if (!document) throw new Error('no sample');
    const words = wordsOf(documentPages(document, PERSON)).replaceAll(/\s/g, '');
    for (const block of document.blocks) {
      if (block.kind !== 'pair') continue;
      for (const text of [block.left, block.right]) {
        expect(words).toContain(String(text).replaceAll(/\s/g, ''));
      }
    }
  });

  it('as a reprint says which', () => {
    const document = SAMPLES['second-reprint']?.(48);
    if (!document) throw new Error('no sample');
    expect(wordsOf(documentPages(document, PERSON))).toContain('** 补打 第2次 **');
  });

  it('that is longer than a page repeats its title and numbers its pages', () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({
      kind: 'pair' as const,
      left: `第${i}项`,
      right: '1.00',
    }));
    const document: PaperDocument = {
      version: 1,
      kind: 'period_report',
      copy: 0,
      blocks: [
        { kind: 'text', text: '年结 2026', size: 'double' },
        { kind: 'rule' },
        ...rows,
        { kind: 'cut' },
      ],
    };
    const pages = documentPages(document, PERSON);
    expect(pages.length).toBeGreaterThan(2);
    expectInside(pages);
    for (const page of pages.slice(1)) {
      expect(texts(page).map(({ text }) => text)).toContain('年结 2026 · 续');
    }
    const found = wordsOf(pages)
      .split('\n')
      .filter((text) => /^第\d+项$/.test(text));
    expect(found).toEqual(rows.map(({ left }) => left));
  });

  it('in parts begins a page with each', () => {
    const document = SAMPLES['installation-ticket']?.(48);
    if (!document) throw new Error('no sample');
    expect(documentPages(document, PERSON)).toHaveLength(3);
  });

  it('keeps a deleted person out', () => {
    const document = SAMPLES['installation-ticket']?.(48);
    if (!document) throw new Error('no sample');
    const words = wordsOf(documentPages(document, () => null));
    expect(words).toContain('已删除');
    expect(words).not.toContain('13800138000');
  });

  it('becomes a PDF with its font inside, and pictures of A4', async () => {
    const document = SAMPLES['z-report']?.(48);
    if (!document) throw new Error('no sample');
    const pdf = a4Pdf({ document, person: PERSON }, 'Z 12');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toContain('/FontFile');
    expect(pdf.length).toBeLessThan(200_000);
    const [picture] = await a4Pictures({ document, person: PERSON });
    const image = await loadImage(picture ?? Buffer.alloc(0));
    expect([image.width, image.height]).toEqual([1190, 1684]);
  });
});
