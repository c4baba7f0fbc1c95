import { createCanvas } from '@napi-rs/canvas';
import type { LaidOut } from '../../../shared/documents/lay-out.ts';
import { drawSlip } from './slip-drawing.ts';
import { paintSlip } from './slip-painter.ts';

export type SlipPicture = {
  readonly png: Buffer;
  readonly widthDots: number; // 384, 512 or 576
  readonly heightDots: number;
};

/** A laid-out document as a PNG, one dot a pixel, as the printer would set it. */
export async function slipPicture(laidOut: LaidOut): Promise<SlipPicture> {
  const drawing = drawSlip(laidOut);
  const { widthDots, heightDots } = drawing;
  const canvas = createCanvas(widthDots, heightDots);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, widthDots, heightDots);
  paintSlip(context, drawing);
  return { png: await canvas.encode('png'), widthDots, heightDots };
}
