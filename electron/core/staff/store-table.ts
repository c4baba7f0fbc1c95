import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The store that this data folder belongs to. */
export type Store = {
  readonly storeId: string; // 8 digits, the prefix of receipt numbers
  readonly nodeId: string;
  readonly epoch: number;
  readonly name: string;
  readonly branch: string;
  readonly address: string;
  readonly phone: string;
  readonly isDemo: boolean;
};

type StoreRow = {
  store_id: string;
  node_id: string;
  epoch: number;
  name: string;
  branch: string;
  address: string;
  phone: string;
  is_demo: number;
};

export function storeOf(db: Database): Store | null {
  const row = prepared<[], StoreRow>(db, 'SELECT * FROM store').get();
  if (!row) return null;
  return {
    storeId: row.store_id,
    nodeId: row.node_id,
    epoch: row.epoch,
    name: row.name,
    branch: row.branch,
    address: row.address,
    phone: row.phone,
    isDemo: row.is_demo === 1,
  };
}

export function insertStore(db: Database, store: Store, createdAt: number): void {
  db.prepare(
    `INSERT INTO store (only, store_id, node_id, epoch, name, branch, address, phone, is_demo, created_at)
     VALUES (1, @storeId, @nodeId, @epoch, @name, @branch, @address, @phone, @isDemo, @createdAt)`,
  ).run({ ...store, isDemo: store.isDemo ? 1 : 0, createdAt });
}

/** What stands at the head of a receipt. */
export function renameStore(
  db: Database,
  card: Pick<Store, 'name' | 'branch' | 'address' | 'phone'>,
): void {
  db.prepare(
    'UPDATE store SET name = @name, branch = @branch, address = @address, phone = @phone',
  ).run(card);
}

export function insertRegister(
  db: Database,
  register: { registerId: string; serial: string; at: number },
): void {
  db.prepare(
    'INSERT INTO register (register_id, serial, created_at) VALUES (@registerId, @serial, @at)',
  ).run(register);
}

/** The serial of a register as receipts print it. */
export function registerSerial(db: Database, registerId: string): string | null {
  const row = prepared<[string], { serial: string }>(
    db,
    'SELECT serial FROM register WHERE register_id = ?',
  ).get(registerId);
  return row?.serial ?? null;
}
