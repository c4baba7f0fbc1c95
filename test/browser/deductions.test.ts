import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  approve,
  type BrowserTill,
  beginSelling,
  dueFen,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  pressKey,
  scanItem,
  typeByHand,
} from '../support/browser-till.ts';

const KETTLE = { code: '100507', fen: 24_900 }; // floor price 22,908

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till);
});
afterAll(() => till.close());
photographFailures(() => till);

/** The refusal that the approval dialog shows; null when it is not open. */
async function askedFor(): Promise<string | null> {
  const notice = till.at(testIds.approvalDialog).getByTestId(testIds.refusal);
  return (await notice.count()) === 0 ? null : notice.getAttribute('data-code');
}

/** Opens the bar for a value with its key, types it, and sends it. */
async function change(key: string, value: string): Promise<void> {
  await pressKey(till, key);
  await till.at(testIds.editorInput).waitFor();
  await typeByHand(till, value);
  await pressKey(till, 'Enter');
}

describe('a cashier who takes something off', () => {
  it('may give three percent alone', async () => {
    await scanItem(till, KETTLE.code, 1);
    await change('/', '3');
    await eventually(() => dueFen(till)).toBe(24_150); // 241.53, the odd fen in the customer's favour
    expect(await askedFor()).toBeNull();
  });

  it('is asked for a manager beyond that; a wrong PIN and the cashier’s own PIN change nothing', async () => {
    await change('/', '5');
    await eventually(askedFor).toBe('approval_needed');
    await approve(till, 'manager', '9999');
    await eventually(askedFor).toBe('pin_wrong');
    await approve(till, 'manager', '1111');
    await eventually(askedFor).toBe('pin_wrong');
    expect(await dueFen(till)).toBe(24_150);
  });

  it('gets it with the manager’s PIN, and the line says who allowed it', async () => {
    await approve(till, 'manager', '2222');
    await eventually(() => dueFen(till)).toBe(23_650);
    await till.at(testIds.approvalDialog).waitFor({ state: 'detached' });
    expect(await till.at(testIds.cartLine).innerText()).toContain('王店长');
  });

  it('is asked again the next time: an approval is for one thing only', async () => {
    await change('/', '6');
    await eventually(askedFor).toBe('approval_needed');
    await pressKey(till, 'Escape');
    await till.at(testIds.approvalDialog).waitFor({ state: 'detached' });
    expect(await dueFen(till)).toBe(23_650);
    await pressKey(till, 'Escape');
    await till.at(testIds.findBar).waitFor();
  });

  it('sells below the floor price with a manager, and far below it only with the owner', async () => {
    await scanItem(till, KETTLE.code, 2);
    await change('.', '225');
    await eventually(askedFor).toBe('approval_needed');
    await approve(till, 'manager', '2222');
    await eventually(() => dueFen(till)).toBe(23_650 + 22_500);
    await change('.', '200');
    await eventually(askedFor).toBe('approval_needed');
    await approve(till, 'manager', '2222');
    await eventually(askedFor).toBe('discount_over_limit');
    expect(await dueFen(till)).toBe(23_650 + 22_500);
    await approve(till, 'owner', '3333');
    await eventually(() => dueFen(till)).toBe(23_650 + 20_000);
  });

  it('takes the money, and the receipt says what was taken off', async () => {
    await till.at(testIds.findBar).waitFor();
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await eventually(async () => (await paperOf(till, 'receipt')).length).toBe(1);
    expect((await paperOf(till, 'receipt'))[0]).toContain('436.50');
  });
});
