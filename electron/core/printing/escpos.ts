import iconv from 'iconv-lite';
import type { LaidOut, PaperLine } from '../../../shared/documents/lay-out.ts';
import type { TextSize } from '../../../shared/documents/paper-document.ts';
import { textWidth } from '../../../shared/documents/text-width.ts';
import { ALIGN, ASCII_SIZE, BOLD, qrCode } from './printer-commands.ts';

/** Opens the drawer on connector pin 2 or 5: 50 ms on, 500 ms off. */
export function drawerKick(pin: 2 | 5): Uint8Array {
  return Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, 0x19, 0xfa);
}

/**
 * ESC/POS bytes of a laid-out document: `ESC @`, `FS &`, text in GB18030, codes drawn by the printer, cut.
 * Sizes are sent for ASCII (`GS !`) and for Chinese (`FS !`), because printers differ in which one they obey.
 */
export function escposBytes(laidOut: LaidOut): Uint8Array {
  const out = new ByteWriter();
  out.bytes(0x1b, 0x40, 0x1c, 0x26);
  for (const line of laidOut.lines) writeLine(out, line, laidOut.columns);
  return out.finish();
}

function writeLine(out: ByteWriter, line: PaperLine, columns: number): void {
  switch (line.kind) {
    case 'text':
      out.mode(line.size, line.bold);
      out.line(line.text);
      return;
    case 'rule':
      out.mode('normal', false);
      out.line(line.text);
      return;
    case 'feed':
      out.bytes(0x1b, 0x64, line.lines);
      return;
    case 'box':
      writeBox(out, line, columns);
      return;
    case 'qr':
      writeQr(out, line.data);
      return;
    case 'barcode':
      writeBarcode(out, line.data);
      return;
    case 'cut':
      out.mode('normal', false);
      // Feed to the knife, then a partial cut.
      out.bytes(0x1d, 0x56, 0x42, 0x00);
      return;
  }
}

function writeBox(
  out: ByteWriter,
  box: { readonly title: string; readonly lines: number },
  columns: number,
): void {
  out.mode('normal', false);
  const edge = `+${'-'.repeat(columns - 2)}+`;
  out.line(edge);
  for (let i = 0; i < box.lines; i += 1) {
    const title = i === 0 ? ` ${box.title}` : '';
    out.line(`|${title}${' '.repeat(Math.max(0, columns - 2 - textWidth(title)))}|`);
  }
  out.line(edge);
}

function writeQr(out: ByteWriter, data: string): void {
  out.raw(ALIGN.centre);
  out.raw(qrCode(data));
  out.raw(ALIGN.left);
}

/** Code 128 in set B, 64 dots high, two dots a module, digits below. */
function writeBarcode(out: ByteWriter, data: string): void {
  const payload = Buffer.from(`{B${data.replaceAll('{', '{{')}`, 'ascii');
  out.raw(ALIGN.centre);
  out.bytes(0x1d, 0x68, 64, 0x1d, 0x77, 2, 0x1d, 0x48, 2);
  out.bytes(0x1d, 0x6b, 73, payload.length);
  out.raw(payload);
  out.raw(ALIGN.left);
}

/** Two bytes for each character of the printer's ROM, read from iconv-lite once. */
const GB_PAIRS = readPairs();

function readPairs(): Uint16Array {
  const pairs = new Uint16Array(0x10000);
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const text = low === 0x7f ? '' : iconv.decode(Buffer.of(high, low), 'gb18030');
      const code = text.length === 1 ? text.charCodeAt(0) : 0;
      if (code > 0x7f && (code < 0xe000 || code > 0xf8ff)) pairs[code] = (high << 8) | low;
    }
  }
  return pairs;
}

/** `□`, for a character that layout should have replaced already. */
const SQUARE = 0xa1f5;

/** `FS !` bits of Chinese characters: double height 0x08, double width 0x04. */
const CHINESE_SIZE: Readonly<Record<TextSize, number>> = { normal: 0x00, tall: 0x08, double: 0x0c };

/** Grows one buffer and remembers the mode, so that a command is sent only when something changes. */
class ByteWriter {
  private buffer = Buffer.allocUnsafe(4096);
  private length = 0;
  private size: TextSize = 'normal';
  private isBold = false;

  bytes(...values: readonly number[]): void {
    this.reserve(values.length);
    for (const value of values) this.buffer[this.length++] = value;
  }

  raw(values: Uint8Array): void {
    this.reserve(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  mode(size: TextSize, bold: boolean): void {
    if (bold !== this.isBold) this.raw(bold ? BOLD.on : BOLD.off);
    if (size !== this.size) {
      this.raw(ASCII_SIZE[size]);
      this.bytes(0x1c, 0x21, CHINESE_SIZE[size]);
    }
    this.isBold = bold;
    this.size = size;
  }

  line(text: string): void {
    this.reserve(text.length * 2 + 1);
    const { buffer } = this;
    let at = this.length;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code < 0x80) {
        buffer[at++] = code < 0x20 ? 0x20 : code;
        continue;
      }
      const pair = GB_PAIRS[code] || SQUARE;
      buffer[at++] = pair >> 8;
      buffer[at++] = pair & 0xff;
    }
    buffer[at++] = 0x0a;
    this.length = at;
  }

  finish(): Uint8Array {
    return new Uint8Array(this.buffer.subarray(0, this.length));
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe((this.length + count) * 2);
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
