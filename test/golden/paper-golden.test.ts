import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { escposBytes } from '../../electron/core/printing/escpos.ts';
import { slipPdf } from '../../electron/core/printing/pdf.ts';
import { slipPicture } from '../../electron/core/printing/raster.ts';
import { layOut } from '../../shared/documents/lay-out.ts';
import { paperText } from '../../shared/documents/paper-text.ts';
import { textWidth } from '../../shared/documents/text-width.ts';
import { decodeEscpos } from '../support/escpos-decoder.ts';
import { PERSON, SAMPLES } from './sample-documents.ts';

const FOLDER = join(import.meta.dirname, 'paper');
/** Set it to write the golden files anew, then read every difference. */
const WRITES = process.env.WRITE_GOLDEN_PAPER === '1';

function golden(name: string, actual: Uint8Array): Uint8Array {
  const file = join(FOLDER, name);
  if (WRITES) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  if (!existsSync(file)) throw new Error(`golden file ${name} is missing`);
  return readFileSync(file);
}

const CASES = Object.entries(SAMPLES).flatMap(([name, make]) =>
  ([32, 48] as const).map((columns) => ({ name, columns, make })),
);

describe('paper', () => {
  it.each(CASES)('$name on $columns columns reads as it always did', ({ name, columns, make }) => {
    const text = paperText(layOut(make(columns), columns, PERSON));
    const expected = golden(`${name}-${columns}.txt`, Buffer.from(text, 'utf8'));
    expect(text).toBe(Buffer.from(expected).toString('utf8'));
  });

  it.each(CASES)('$name on $columns columns is the same bytes', ({ name, columns, make }) => {
    const bytes = escposBytes(layOut(make(columns), columns, PERSON));
    const expected = golden(`${name}-${columns}.escpos`, bytes);
    expect(Buffer.from(bytes).equals(Buffer.from(expected))).toBe(true);
  });

  it.each(CASES)('a printer reads $name on $columns columns back as it was laid out', (one) => {
    const laidOut = layOut(one.make(one.columns), one.columns, PERSON);
    const printed = decodeEscpos(escposBytes(laidOut));
    const lines = printed.flatMap((part) => (part.kind === 'line' ? [part] : []));
    const wanted = laidOut.lines.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
    expect(lines.map((part) => part.text)).toEqual(expect.arrayContaining(wanted));
    for (const part of lines) {
      const width = textWidth(part.text) * (part.size === 'double' ? 2 : 1);
      expect(width).toBeLessThanOrEqual(one.columns);
    }
    const codes = laidOut.lines.flatMap((part) => (part.kind === 'qr' ? [part.data] : []));
    expect(printed.flatMap((part) => (part.kind === 'qr' ? [part.data] : []))).toEqual(codes);
  });

  it.each(CASES)('$name on $columns columns is a picture as wide as the paper', async (one) => {
    const picture = await slipPicture(layOut(one.make(one.columns), one.columns, PERSON));
    expect(picture.widthDots).toBe(one.columns * 12);
    expect(picture.heightDots).toBeGreaterThan(500);
  });

  it('the QR code of a pictured receipt scans', async () => {
    const make = SAMPLES['cash-receipt'];
    if (!make) throw new Error('no sample');
    const { png, widthDots, heightDots } = await slipPicture(layOut(make(48), 48, PERSON));
    const canvas = createCanvas(widthDots, heightDots);
    const context = canvas.getContext('2d');
    context.drawImage(await loadImage(png), 0, 0);
    const { data } = context.getImageData(0, 0, widthDots, heightDots);
    expect(jsQR(Uint8ClampedArray.from(data), widthDots, heightDots)?.data).toBe(
      'YQ1|R|0001-01-000124',
    );
  });

  it('full phone and address stand on the installer part alone, the acceptance code on the customer part', () => {
    const make = SAMPLES['installation-ticket'];
    if (!make) throw new Error('no sample');
    const text = paperText(layOut(make(48), 48, PERSON));
    const [customer = '', installer = '', store = ''] = text
      .split(/(?=^ +云桥家电)/m)
      .filter(Boolean);
    expect([customer, installer, store].map((part) => part.includes('13800138000'))).toEqual([
      false,
      true,
      false,
    ]);
    expect([customer, installer, store].map((part) => part.includes('402913'))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('a stored document holds no personal data', () => {
    const stored = JSON.stringify(Object.values(SAMPLES).map((make) => make(48)));
    for (const word of ['13800138000', '王小明', '石桥村']) expect(stored).not.toContain(word);
  });

  it('a slip as PDF is one page with its font inside', () => {
    const make = SAMPLES['sample-receipt'];
    if (!make) throw new Error('no sample');
    const pdf = slipPdf(layOut(make(48), 48, PERSON), 'receipt');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toContain('/FontFile');
    expect(pdf.length).toBeLessThan(300_000);
  });
});
