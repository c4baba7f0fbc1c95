import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DEMO_STORE } from '../shared/contract/demo-store.ts';
import type { CloudDatabase } from './database.ts';
import { findStore, saveStore } from './store-table.ts';

/** Registers a store and answers its token, which is shown once: only its hash is kept. */
export async function issueToken(
  db: CloudDatabase,
  store: { storeId: string; name: string; at: number },
): Promise<string> {
  const token = `zd.${store.storeId}.${randomBytes(32).toString('base64url')}`;
  await saveStore(db, { ...store, tokenHash: hashed(token) });
  return token;
}

/** The store that an `Authorization` header speaks for, or `null`. The token names its store. */
export async function storeOfToken(
  db: CloudDatabase,
  authorization: string | undefined,
  options: { readonly isDemo: boolean },
): Promise<string | null> {
  const token = /^Bearer (zd\.([\w-]{1,16})\.[\w-]{1,80})$/.exec(authorization ?? '');
  const [, text, storeId] = token ?? [];
  if (!text || !storeId) return null;
  if (options.isDemo && text === DEMO_STORE.cloudToken) return storeId;
  const store = await findStore(db, storeId);
  if (!store?.tokenHash) return null;
  const isRight = timingSafeEqual(Buffer.from(hashed(text)), Buffer.from(store.tokenHash));
  return isRight ? storeId : null;
}

function hashed(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
