import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { IMPORT_LIMITS } from './import-limits.ts';

export type Sheet = { readonly name: string | null; readonly rows: readonly (readonly string[])[] };
export type ReadRefusal = 'price_list_unreadable' | 'price_list_too_large';

/**
 * Text of a CSV in the encoding it is really in: by its mark, as UTF-16 without one, as UTF-8, else as GB18030.
 * `null` when it is none of them, which a binary file never is.
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be');
  const front = bytes.subarray(0, 4096);
  const nuls = [0, 1].map((odd) => front.filter((byte, at) => byte === 0 && at % 2 === odd).length);
  if ((nuls[1] ?? 0) > front.length / 5 && nuls[0] === 0) return decoded(bytes, 'utf-16le');
  if ((nuls[0] ?? 0) > front.length / 5 && nuls[1] === 0) return decoded(bytes, 'utf-16be');
  if (bytes.includes(0)) return null;
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030');
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Reads a CSV of commas, semicolons or tabs; other work gets its turn while it reads. */
export async function readCsv(bytes: Uint8Array): Promise<Result<Sheet, ReadRefusal>> {
  const text = decodeText(bytes);
  if (text === null)
    return refuse('price_list_unreadable', { why: '不是表格，也不是可识别的文字编码' });
  const parser = Readable.from(slices(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
    }),
  );
  const rows: string[][] = [];
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (rows.length >= IMPORT_LIMITS.rows || record.length > IMPORT_LIMITS.columns) {
        parser.destroy();
        return refuse('price_list_too_large', { rows: IMPORT_LIMITS.rows });
      }
      rows.push(record.map((cell) => cell.slice(0, IMPORT_LIMITS.cellLength)));
      if (rows.length % IMPORT_LIMITS.chunkRows === 0) await new Promise(setImmediate);
    }
  } catch (error) {
    return refuse('price_list_unreadable', { why: csvFault(error) });
  }
  return ok({ name: null, rows });
}

function csvFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') return '有引号没有配对';
  return 'CSV 格式不对';
}

/** The separator that the first lines use most, outside quotes. */
function delimiterOf(text: string): string {
  const front = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const marks = [',', ';', '\t'].map((mark) => ({ mark, count: front.split(mark).length }));
  return marks.reduce((a, b) => (b.count > a.count ? b : a)).mark;
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}
