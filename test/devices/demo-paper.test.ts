import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastEntry } from '../../electron/core/journal/journal-table.ts';
import { openDrawer } from '../../electron/core/printing/open-drawer.ts';
import { insertJob, jobById } from '../../electron/core/printing/print-job-table.ts';
import { reprint } from '../../electron/core/printing/reprint.ts';
import type { Deed } from '../../electron/core/till.ts';
import { receiptDocument } from '../../shared/documents/receipt.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { SAMPLE } from '../golden/sample-documents.ts';
import { decodeEscpos } from '../support/escpos-decoder.ts';
import { type DemoCore, demoCore } from '../support/store-fixture.ts';

const deedOf = (role: 'cashier' | 'manager'): Deed => ({
  by: { staffId: asId('s1'), name: '小李', role },
  approvedBy: null,
});

let demo: DemoCore;
beforeAll(async () => {
  demo = await demoCore();
});
afterAll(() => demo.remove());

describe('paper in the demo store', () => {
  it('a receipt and its reprint come out of the virtual printer', async () => {
    const { core } = demo;
    insertJob(core.till.db, {
      jobId: 'r',
      kind: 'receipt',
      ref: 'sale-1',
      copy: 0,
      document: receiptDocument(SAMPLE),
      at: core.till.clock.now(),
    });
    reprint(core.till, deedOf('cashier'), { kind: 'receipt', ref: 'sale-1' });
    core.printQueue.wake();
    await core.printQueue.idle();
    const sheets = core.devices.virtualPrinter()?.sheets(2) ?? [];
    expect(sheets.map((sheet) => sheet.text.includes('补打 第1次'))).toEqual([true, false]);
    expect(jobById(core.till.db, 'r')?.state).toBe('confirmed');
  });

  it('a manager opens the drawer with a reason, a cashier needs approval', async () => {
    const { core } = demo;
    expect(openDrawer(core.till, deedOf('cashier'), { reason: '换零钱' })).toMatchObject({
      refusal: { code: 'approval_needed' },
    });
    const opened = openDrawer(core.till, deedOf('manager'), { reason: '换零钱' });
    expect(opened.ok).toBe(true);
    expect(lastEntry(core.till.db, '01')).toMatchObject({ type: 'NO_SALE', operator: 's1' });
    core.printQueue.wake();
    await core.printQueue.idle();
    expect(core.devices.virtualPrinter()?.sheets(1)[0]?.kind).toBe('drawer');
  });

  it('pos print shows the latest receipt as text, and as bytes that print the same', async () => {
    await demo.core.close();
    const text = await pos('--format', 'text');
    expect(text.toString('utf8')).toContain('云桥家电(青山镇店)');
    const bytes = await pos('--format', 'escpos', '--columns', '32', '--sale', 'sale-1');
    expect(decodeEscpos(bytes).at(-1)).toEqual({ kind: 'cut' });
    await expect(pos('--sale', 'no-such')).rejects.toThrow();
    // The core is closed already; only its folder is left to remove.
    const { folder } = demo;
    demo = { ...demo, remove: async () => rmSync(folder, { recursive: true, force: true }) };
  });
});

function pos(...options: readonly string[]): Promise<Buffer> {
  const script = join(import.meta.dirname, '../../electron/pos.ts');
  const args = [script, 'print', '--data', demo.folder, ...options];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { encoding: 'buffer' }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}
