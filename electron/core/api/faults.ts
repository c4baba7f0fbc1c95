import { TRPCError } from '@trpc/server';
import BetterSqlite3 from 'better-sqlite3';
import type { ErrorCode } from '../../../shared/contract/error-codes.ts';
import type { Core } from '../core.ts';

/**
 * What a call that failed answers. What the disk did wrong is told as a refusal that staff can act on;
 * anything else as an incident whose id stands in the log. Either is logged once, here.
 */
export function answerFault(core: Core, what: string, error: TRPCError): TRPCError {
  const cause = error.cause ?? error;
  const id = Buffer.from(core.till.random.bytes(4)).toString('hex').toUpperCase();
  core.incidents.write({ id, what, error: cause });
  const refusal = diskRefusal(cause);
  if (refusal === 'disk_failing') core.disk.failed();
  if (refusal) return new TRPCError({ code: 'PRECONDITION_FAILED', message: refusal });
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: `incident ${id}` });
}

/** The refusal behind a failed write, or `null`. The transaction was rolled back: nothing is half done. */
export function diskRefusal(
  error: unknown,
): Extract<ErrorCode, 'disk_full' | 'data_folder_read_only' | 'disk_failing'> | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof BetterSqlite3.SqliteError)) {
    if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk_full';
    return code === 'EROFS' || code === 'EACCES' ? 'data_folder_read_only' : null;
  }
  if (code === 'SQLITE_FULL') return 'disk_full';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') {
    return 'data_folder_read_only';
  }
  return code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CORRUPT')
    ? 'disk_failing'
    : null;
}
