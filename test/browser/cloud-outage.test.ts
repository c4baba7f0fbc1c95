import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  photographFailures,
  pressKey,
  saleCount,
  scanItem,
} from '../support/browser-till.ts';
import { type CloudProcess, startCloud } from '../support/cloud-process.ts';

const KETTLE = { code: '100507', fen: 24_900 };
/** More than a minute's worth: fewer are no matter yet. */
const SOLD_OFFLINE = 14;
/** A till that cannot reach the cloud asks again after pauses that grow. */
const LONGEST_PAUSE_MS = 90_000;

let folder: string;
let cloud: CloudProcess;
let till: BrowserTill;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-cloud-'));
  [cloud, till] = await Promise.all([startCloud(folder), openBrowserTill()]);
});
afterAll(async () => {
  await till.close();
  await cloud.kill();
  rmSync(folder, { recursive: true, force: true });
});
photographFailures(() => till);

async function sellKettle(): Promise<void> {
  const before = await saleCount(till);
  await scanItem(till, KETTLE.code, 1);
  await pressKey(till, '+');
  await eventually(() => saleCount(till)).toBe(before + 1);
  await till.at(testIds.donePanel).waitFor();
}

async function waitingCount(): Promise<number> {
  return (await (await till.api()).system.status.query()).sync.waiting;
}

const badgeTone = () => till.at(testIds.statusSync).getAttribute('data-tone');

describe('sales and the cloud', () => {
  it('an owner names the cloud in the settings, and what was waiting goes there', async () => {
    await beginSelling(till, 'owner');
    await till.at(testIds.nav('settings')).click();
    const form = till.page().locator('form', { has: till.at(testIds.saveSettings) });
    await form.locator('input[type=url]').fill(cloud.url);
    await till.at(testIds.saveSettings).click();
    await eventually(waitingCount).toBe(0);
    await eventually(badgeTone).toBe('fine');
    await till.at(testIds.nav('sell')).click();
    await sellKettle();
    await eventually(async () => (await cloud.summary()).saleCount).toBe(1);
  });

  it('with the cloud gone selling goes on, and the badge says how much waits', async () => {
    await cloud.kill();
    for (let sold = 0; sold < SOLD_OFFLINE; sold += 1) await sellKettle();
    await eventually(badgeTone).toBe('needs');
    const waiting = await waitingCount();
    expect(waiting).toBeGreaterThanOrEqual(SOLD_OFFLINE);
    await eventually(() => till.at(testIds.statusSync).innerText()).toMatch(
      new RegExp(`\\b${waiting}\\b`),
    );
  });

  it('when it is back the badge clears by itself, and the cloud has each sale exactly once', async () => {
    cloud = await startCloud(folder, cloud.port);
    await expect.poll(badgeTone, { timeout: LONGEST_PAUSE_MS, interval: 50 }).toBe('fine');
    await eventually(waitingCount).toBe(0);
    const summary = await cloud.summary();
    const count = 1 + SOLD_OFFLINE;
    expect(summary).toMatchObject({
      saleCount: count,
      takingsFen: count * KETTLE.fen,
      lastReceiptNumber: `0001-01-${String(count).padStart(6, '0')}`,
    });
    expect(summary.nodes).toHaveLength(1);
    const [node] = summary.nodes;
    expect(node).toMatchObject({ missingCount: 0, contiguousSeq: node?.highestSeq });
    expect(node?.factCount).toBe(node?.highestSeq);
  });
});
