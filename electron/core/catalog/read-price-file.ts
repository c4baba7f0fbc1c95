import { Worker } from 'node:worker_threads';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { IMPORT_LIMITS } from './import-limits.ts';
import { type ReadRefusal, readCsv, type Sheet } from './read-csv.ts';
import { readWorkbook } from './read-workbook.ts';
import type { WorkerMessage } from './workbook-worker.ts';

/** Under this size a workbook is read where it is; starting a thread would take longer. */
const SMALL_BYTES = 200_000;

/** The thread's program: as a source beside this one, and as a file beside the bundle. */
const WORKER_FILE = import.meta.url.endsWith('.ts')
  ? './workbook-worker.ts'
  : './workbook-worker.js';

/**
 * Reads a price list of any kind the shop gets: XLSX or CSV. Refuses what is neither, what is broken, and what is
 * too large; `params.why` says which. Selling goes on meanwhile.
 */
export async function readPriceFile(
  bytes: Uint8Array,
): Promise<Result<readonly Sheet[], ReadRefusal>> {
  if (bytes.length > IMPORT_LIMITS.fileBytes) return refuse('price_list_too_large', {});
  if (bytes.length === 0) return refuse('price_list_unreadable', { why: '文件是空的' });
  if (startsWith(bytes, [0x50, 0x4b])) {
    return bytes.length < SMALL_BYTES ? readWorkbook(bytes) : readInThread(bytes);
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return refuse('price_list_unreadable', { why: '是旧版 .xls，请另存为 .xlsx 或 CSV' });
  }
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) {
    return refuse('price_list_unreadable', { why: '是 PDF，请要一份 Excel 或 CSV' });
  }
  const sheet = await readCsv(bytes);
  return sheet.ok ? ok([sheet.value]) : sheet;
}

function startsWith(bytes: Uint8Array, front: readonly number[]): boolean {
  return front.every((byte, at) => bytes[at] === byte);
}

/** A large workbook is read in a thread of its own with bounded memory, so that the till keeps answering. */
function readInThread(bytes: Uint8Array): Promise<Result<readonly Sheet[], ReadRefusal>> {
  return new Promise((resolve) => {
    const sheets: { name: string | null; rows: (readonly string[])[] }[] = [];
    const worker = new Worker(new URL(WORKER_FILE, import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: 1536 },
    });
    const settle = (answer: Result<readonly Sheet[], ReadRefusal>) => {
      resolve(answer);
      void worker.terminate();
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'sheet') sheets.push({ name: message.name, rows: [] });
      else if (message.kind === 'rows') sheets.at(-1)?.rows.push(...message.rows);
      else if (message.kind === 'end') settle(ok(sheets));
      else settle(refuse(message.code as ReadRefusal, message.params));
    });
    worker.on('error', () => settle(refuse('price_list_too_large', {})));
  });
}
