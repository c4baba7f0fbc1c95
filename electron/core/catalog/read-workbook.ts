import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import readXlsxFile from 'read-excel-file/node';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { IMPORT_LIMITS } from './import-limits.ts';
import type { ReadRefusal, Sheet } from './read-csv.ts';

const inflate = promisify(inflateRaw);

/** Reads every sheet of an XLSX as texts; numbers stay as the file writes them, so that no digit is lost. */
export async function readWorkbook(
  bytes: Uint8Array,
): Promise<Result<readonly Sheet[], ReadRefusal>> {
  const refusal = await checkZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (refusal) return refusal;
  try {
    const sheets = await readXlsxFile(Buffer.from(bytes), {
      parseNumber: (text) => text,
      trim: true,
    });
    return sizeOf(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map(textsOf) })));
  } catch {
    return refuse('price_list_unreadable', { why: 'Excel 文件已损坏或不是 .xlsx' });
  }
}

function sizeOf(sheets: readonly Sheet[]): Result<readonly Sheet[], ReadRefusal> {
  const isTooLarge = sheets.some(({ rows }) => rows.length > IMPORT_LIMITS.rows);
  return isTooLarge ? refuse('price_list_too_large', { rows: IMPORT_LIMITS.rows }) : ok(sheets);
}

function textsOf(row: readonly unknown[]): readonly string[] {
  return row.slice(0, IMPORT_LIMITS.columns).map((cell) => {
    if (cell === null || cell === undefined) return '';
    if (cell instanceof Date) return cell.toISOString().slice(0, 10);
    return wholeNumber(String(cell)).slice(0, IMPORT_LIMITS.cellLength);
  });
}

/** `6.942147491119E12` in a sheet's XML is a whole number with no digit lost; a shorter mantissa has lost some. */
function wholeNumber(text: string): string {
  const match = /^(\d)\.(\d+)E\+?(\d+)$/i.exec(text);
  const isWhole = match?.[2] !== undefined && match[2].length === Number(match[3]);
  return match && isWhole ? `${match[1]}${match[2]}` : text;
}

/**
 * Unpacks every part once with a bound before anything trusts the file: sizes written in a zip can lie.
 * Reads the central directory (PKWARE APPNOTE 4.3.12); ZIP64 and encrypted parts are refused.
 */
async function checkZip(file: Buffer): Promise<ReturnType<typeof refuse<ReadRefusal>> | null> {
  const broken = refuse<ReadRefusal>('price_list_unreadable', { why: 'Excel 文件已损坏' });
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > file.length) return broken;
  const count = file.readUInt16LE(end + 10);
  if (count > IMPORT_LIMITS.zipEntries) return refuse('price_list_too_large', {});
  let at = file.readUInt32LE(end + 16);
  let left: number = IMPORT_LIMITS.unpackedBytes;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return broken;
    if (file.readUInt16LE(at + 8) & 1) {
      return refuse('price_list_unreadable', { why: '文件有密码，请先取消密码' });
    }
    const size = await unpackedSize(file, at, left);
    if (size === null) return broken;
    left -= size;
    if (left <= 0) return refuse('price_list_too_large', {});
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return null;
}

async function unpackedSize(file: Buffer, at: number, left: number): Promise<number | null> {
  const method = file.readUInt16LE(at + 10);
  const packed = file.readUInt32LE(at + 20);
  const local = file.readUInt32LE(at + 42);
  if (local + 30 > file.length) return null;
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (start + packed > file.length) return null;
  if (method === 0) return packed;
  if (method !== 8) return null;
  try {
    const body = file.subarray(start, start + packed);
    return (await inflate(body, { maxOutputLength: Math.max(left, 1) })).length;
  } catch (error) {
    const isTooLong = error instanceof RangeError;
    return isTooLong ? left : null;
  }
}
