import type { CloudDatabase } from './database.ts';

export type CloudStore = {
  readonly storeId: string;
  readonly name: string;
  readonly tokenHash: string | null;
  readonly lastContactAt: number | null; // epoch ms
};

/** Registers a store, or gives one that exists a new name and token. */
export async function saveStore(
  db: CloudDatabase,
  store: { storeId: string; name: string; tokenHash: string | null; at: number },
): Promise<void> {
  await db
    .insertInto('store')
    .values({
      store_id: store.storeId,
      name: store.name,
      token_hash: store.tokenHash,
      created_at: store.at,
      last_contact_at: null,
    })
    .onConflict((on) =>
      on.column('store_id').doUpdateSet({ name: store.name, token_hash: store.tokenHash }),
    )
    .execute();
}

export async function findStore(db: CloudDatabase, storeId: string): Promise<CloudStore | null> {
  const row = await db
    .selectFrom('store')
    .selectAll()
    .where('store_id', '=', storeId)
    .executeTakeFirst();
  return row
    ? {
        storeId: row.store_id,
        name: row.name,
        tokenHash: row.token_hash,
        lastContactAt: row.last_contact_at === null ? null : Number(row.last_contact_at),
      }
    : null;
}

export async function listStores(
  db: CloudDatabase,
  limit: number,
): Promise<readonly { readonly storeId: string }[]> {
  const rows = await db
    .selectFrom('store')
    .select('store_id')
    .orderBy('store_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ storeId: row.store_id }));
}

/** Takes the store's row until the transaction ends, so that two pushes of one store follow each other. */
export async function lockStore(db: CloudDatabase, storeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('store')
    .select('store_id')
    .where('store_id', '=', storeId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function noteContact(db: CloudDatabase, storeId: string, at: number): Promise<void> {
  await db
    .updateTable('store')
    .set({ last_contact_at: at })
    .where('store_id', '=', storeId)
    .execute();
}
