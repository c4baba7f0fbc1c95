import { createCanvas, PDFDocument, type SKRSContext2D } from '@napi-rs/canvas';
import type { PaperDocument, PersonResolver } from '../../../shared/documents/paper-document.ts';
import { documentPages } from './a4-document.ts';
import type { A4Mark, A4Page } from './a4-page.ts';
import { paintText } from './a4-text.ts';

const SAVING = '#b3261e';
const SHADES = { ink: '#16181d', line: '#b9bec7', tint: '#f1f3f6', saving: SAVING } as const;
const TONES = { saving: SAVING, paper: '#ffffff' } as const;
const QUIET = '#5b6270';
/** Pictures of pages are drawn at 144 dots an inch: sharp on a screen, small in a file. */
const PICTURE_SCALE = 2;

/** What goes on A4: pages made before (`reportPages`), or any document the shop prints on a slip. */
export type A4Source =
  | readonly A4Page[]
  | { readonly document: PaperDocument; readonly person: PersonResolver };

/**
 * An A4 PDF with text as text, its font inside, and every page numbered n/m. Either of pages —
 * `a4Pdf(reportPages({ title: '销售日报', lines: ['2026-06-18'], foot: '云桥家电', sections: [{ columns, rows }] }), '销售日报')` —
 * or of a stored document — `a4Pdf({ document: job.document, person: personOnPaper(till) }, 'Z 12')`.
 */
export function a4Pdf(source: A4Source, title: string): Buffer {
  const pdf = new PDFDocument({ title });
  for (const page of pagesOf(source)) {
    // The page's context has everything that painting uses; its type is the browser's.
    paintPage(pdf.beginPage(page.width, page.height) as SKRSContext2D, page);
    pdf.endPage();
  }
  return pdf.close();
}

/** The same pages as pictures, one PNG a page, by default 1190 × 1684 dots upright; `scale` is dots a point. */
export async function a4Pictures(
  source: A4Source,
  scale = PICTURE_SCALE,
): Promise<readonly Buffer[]> {
  const pictures: Buffer[] = [];
  for (const page of pagesOf(source)) {
    const canvas = createCanvas(page.width * scale, page.height * scale);
    const context = canvas.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(scale, scale);
    paintPage(context, page);
    pictures.push(await canvas.encode('png'));
  }
  return pictures;
}

function pagesOf(source: A4Source): readonly A4Page[] {
  return 'document' in source ? documentPages(source.document, source.person) : source;
}

function paintPage(context: SKRSContext2D, page: A4Page): void {
  for (const mark of page.marks) paintMark(context, mark);
}

function paintMark(context: SKRSContext2D, mark: A4Mark): void {
  if (mark.kind === 'rect') {
    context.fillStyle = SHADES[mark.shade];
    context.fillRect(mark.x, mark.y, mark.width, mark.height);
    return;
  }
  context.fillStyle = mark.tone ? TONES[mark.tone] : mark.isQuiet ? QUIET : SHADES.ink;
  paintText(context, mark.text, mark, mark.font);
}
