import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { growStore } from '../support/grown-store.ts';
import { sellingTill, sellOne } from '../support/selling-till.ts';

it('a store with a written past is whole, and goes on selling', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-past-'));
  growStore(folder, { items: 20, sales: 250 });
  const till = sellingTill(folder);
  expect(auditStore(till.db)).toMatchObject({ sales: 250, faults: [] });
  sellOne(till, '100001');
  expect(auditStore(till.db)).toMatchObject({ sales: 251, faults: [] });
  till.db.close();
  rmSync(folder, { recursive: true, force: true });
});
