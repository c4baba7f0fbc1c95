import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Which deposits a cart redeems, in the order in which they were added. */
export function putCartDeposits(db: Database, cartId: string, ids: readonly string[]): void {
  prepared(db, 'UPDATE cart SET deposits = ? WHERE cart_id = ?').run(JSON.stringify(ids), cartId);
}
