import { refusalSentence } from '../../shared/i18n/refusals.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import type { StoreReadRefusal } from '../core/db/open.ts';
import { holderOf } from '../data-folder-lock.ts';
import type { StoreRefusal } from '../open-store.ts';

/** A refusal as the one line a command writes to stderr; for a folder in use it says where the till runs. */
export function refusalLine(
  refusal: Refusal<StoreRefusal | StoreReadRefusal | 'secrets_unreadable'>,
  folder: string,
): string {
  const holder = refusal.code === 'data_in_use' ? holderOf(folder) : null;
  // Without the token: a line of stderr ends up in logs.
  const place = holder === null ? '' : ` · ${holder.url?.split('#')[0] ?? NAMES[holder.host]}`;
  return `${refusalSentence(refusal, 'zh-CN')} · ${refusalSentence(refusal, 'en')}${place}\n`;
}

const NAMES = { station: '浏览器收银台', window: '收银窗口', pos: 'npm run pos' } as const;
