import { parentPort, workerData } from 'node:worker_threads';
import { IMPORT_LIMITS } from './import-limits.ts';
import { readWorkbook } from './read-workbook.ts';

/** What the worker posts: the outcome first, then every sheet's rows in pieces, then `end`. */
export type WorkerMessage =
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly params: Record<string, string | number>;
    }
  | { readonly kind: 'sheet'; readonly name: string | null }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'end' };

const read = await readWorkbook(workerData as Uint8Array);
post(
  ...(read.ok
    ? read.value.flatMap((sheet): WorkerMessage[] => [
        { kind: 'sheet', name: sheet.name },
        ...pieces(sheet.rows).map((rows): WorkerMessage => ({ kind: 'rows', rows })),
      ])
    : [{ kind: 'refused' as const, code: read.refusal.code, params: read.refusal.params ?? {} }]),
  { kind: 'end' },
);

function post(...messages: readonly WorkerMessage[]): void {
  for (const message of messages) parentPort?.postMessage(message);
}

function pieces<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(rows.length / IMPORT_LIMITS.chunkRows);
  return Array.from({ length: count }, (_, n) =>
    rows.slice(n * IMPORT_LIMITS.chunkRows, (n + 1) * IMPORT_LIMITS.chunkRows),
  );
}
