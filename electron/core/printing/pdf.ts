import { PDFDocument, type SKRSContext2D } from '@napi-rs/canvas';
import type { LaidOut } from '../../../shared/documents/lay-out.ts';
import { drawSlip } from './slip-drawing.ts';
import { paintSlip } from './slip-painter.ts';

/** 203.2 dots and 72 points an inch. */
const POINTS_PER_DOT = 72 / 203.2;
/** White on both sides: 80 mm paper prints 72 mm, 58 mm paper 48 mm. */
const SIDE_DOTS = 32;

/** A laid-out document as a one-page PDF the size of the slip: vectors, text as text, only the glyphs it uses. */
export function slipPdf(laidOut: LaidOut, title: string): Buffer {
  const drawing = drawSlip(laidOut);
  const pdf = new PDFDocument({ title });
  const width = (drawing.widthDots + 2 * SIDE_DOTS) * POINTS_PER_DOT;
  // The page's context has everything that painting uses; its type is the browser's.
  const page = pdf.beginPage(width, drawing.heightDots * POINTS_PER_DOT) as SKRSContext2D;
  page.scale(POINTS_PER_DOT, POINTS_PER_DOT);
  page.translate(SIDE_DOTS, 0);
  paintSlip(page, drawing);
  pdf.endPage();
  return pdf.close();
}
