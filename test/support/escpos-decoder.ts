import iconv from 'iconv-lite';

/** One thing that a printer does with our bytes. */
export type Printed =
  | { readonly kind: 'line'; readonly text: string; readonly size: string; readonly bold: boolean }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'barcode'; readonly data: string }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5 };

type Head = {
  at: number;
  isChinese: boolean;
  bold: boolean;
  asciiSize: number;
  chineseSize: number;
  qr: string;
  pending: number[];
};

/**
 * Reads ESC/POS bytes as a Chinese receipt printer does and answers what comes out. Throws on a byte
 * that no printer of that kind understands, and on Chinese outside Chinese mode.
 */
export function decodeEscpos(bytes: Uint8Array): readonly Printed[] {
  const out: Printed[] = [];
  const head: Head = {
    at: 0,
    isChinese: false,
    bold: false,
    asciiSize: 0,
    chineseSize: 0,
    qr: '',
    pending: [],
  };
  while (head.at < bytes.length) readOne(bytes, head, out);
  if (head.pending.length > 0) throw new Error('text without an end of line');
  return out;
}

function readOne(bytes: Uint8Array, head: Head, out: Printed[]): void {
  const byte = bytes[head.at] ?? 0;
  if (byte === 0x1b) readEsc(bytes, head, out);
  else if (byte === 0x1c) readFs(bytes, head);
  else if (byte === 0x1d) readGs(bytes, head, out);
  else if (byte === 0x0a) {
    const text = iconv.decode(Buffer.from(head.pending), 'gbk');
    out.push({ kind: 'line', text, size: sizeOf(head), bold: head.bold });
    head.pending = [];
    head.at += 1;
  } else if (byte >= 0x80) {
    if (!head.isChinese) throw new Error(`Chinese outside Chinese mode at ${head.at}`);
    head.pending.push(byte, bytes[head.at + 1] ?? 0);
    head.at += 2;
  } else {
    if (byte < 0x20) throw new Error(`control byte ${byte} at ${head.at}`);
    head.pending.push(byte);
    head.at += 1;
  }
}

function readEsc(bytes: Uint8Array, head: Head, out: Printed[]): void {
  const command = bytes[head.at + 1];
  const value = bytes[head.at + 2] ?? 0;
  if (command === 0x40) {
    Object.assign(head, { isChinese: false, bold: false, asciiSize: 0, chineseSize: 0 });
    head.at += 2;
  } else if (command === 0x45) {
    head.bold = value === 1;
    head.at += 3;
  } else if (command === 0x61) {
    head.at += 3;
  } else if (command === 0x64) {
    out.push({ kind: 'feed', lines: value });
    head.at += 3;
  } else if (command === 0x70) {
    if (bytes[head.at + 3] !== 0x19 || bytes[head.at + 4] !== 0xfa) throw new Error('drawer pulse');
    out.push({ kind: 'drawer', pin: value === 0 ? 2 : 5 });
    head.at += 5;
  } else throw new Error(`unknown ESC ${command} at ${head.at}`);
}

function readFs(bytes: Uint8Array, head: Head): void {
  const command = bytes[head.at + 1];
  if (command === 0x26) {
    head.isChinese = true;
    head.at += 2;
  } else if (command === 0x21) {
    head.chineseSize = bytes[head.at + 2] ?? 0;
    head.at += 3;
  } else throw new Error(`unknown FS ${command} at ${head.at}`);
}

function readGs(bytes: Uint8Array, head: Head, out: Printed[]): void {
  const command = bytes[head.at + 1];
  const value = bytes[head.at + 2] ?? 0;
  if (command === 0x21) {
    head.asciiSize = value;
    head.at += 3;
  } else if (command === 0x56) {
    if (value !== 0x42) throw new Error('cut without feed');
    out.push({ kind: 'cut' });
    head.at += 4;
  } else if (command === 0x68 || command === 0x77 || command === 0x48) {
    head.at += 3;
  } else if (command === 0x6b) {
    const length = bytes[head.at + 3] ?? 0;
    const data = ascii(bytes, head.at + 4, length);
    if (value !== 73 || !data.startsWith('{B')) throw new Error('not a Code 128 in set B');
    out.push({ kind: 'barcode', data: data.slice(2).replaceAll('{{', '{') });
    head.at += 4 + length;
  } else if (command === 0x28 && value === 0x6b) readQr(bytes, head, out);
  else throw new Error(`unknown GS ${command} at ${head.at}`);
}

function readQr(bytes: Uint8Array, head: Head, out: Printed[]): void {
  const length = (bytes[head.at + 3] ?? 0) + 256 * (bytes[head.at + 4] ?? 0);
  const start = head.at + 5;
  if (bytes[start] !== 0x31) throw new Error('not a QR command');
  const what = bytes[start + 1];
  if (what === 0x50) {
    head.qr = Buffer.from(bytes.subarray(start + 3, start + length)).toString('utf8');
  }
  if (what === 0x51) out.push({ kind: 'qr', data: head.qr });
  head.at = start + length;
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return Buffer.from(bytes.subarray(from, from + length)).toString('latin1');
}

/** ASCII and Chinese are sized by two commands; a printer that obeys either must show the same. */
function sizeOf(head: Head): string {
  const sizes = `${head.asciiSize}/${head.chineseSize}`;
  if (sizes === '0/0') return 'normal';
  if (sizes === '1/8') return 'tall';
  if (sizes === '17/12') return 'double';
  throw new Error(`sizes differ: ${sizes}`);
}
