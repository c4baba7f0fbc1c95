import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  pressKey,
  scan,
  scanItem,
} from '../support/browser-till.ts';

const AIR_CONDITIONER = { code: '100035', fen: 314_900 }; // 格力 KFR-35GW/NhGt1BGj, split
const WASHER = { code: '100185', fen: 117_500 };
const PHONE = '13800138000';
const MASKED = /138\*+8000/;

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till);
});
afterAll(() => till.close());
photographFailures(() => till);

async function handover(): Promise<string | undefined> {
  const cart = await (await till.api()).cart.current.query();
  return cart.lines[0]?.handover;
}

/** Presses the key until the line is delivered and installed; the customer is asked for on the way. */
async function deliverAndInstall(): Promise<void> {
  await pressKey(till, 'F6');
  const dialog = till.at(testIds.customerDialog);
  await dialog.waitFor();
  await dialog.locator('[name=customer-name]').fill('王小明');
  await dialog.locator('[name=customer-phone]').fill(PHONE);
  await dialog.locator('[name=customer-address]').fill('青山镇石桥村三组18号');
  await till.at(testIds.customerSave).click();
  await dialog.waitFor({ state: 'detached' });
  if ((await handover()) !== 'deliver_install') await pressKey(till, 'F6');
  await eventually(handover).toBe('deliver_install');
}

describe('a split air conditioner that is delivered and installed', () => {
  it('asks for customer, address and day, and shows the phone masked from then on', async () => {
    await scanItem(till, AIR_CONDITIONER.code, 1);
    await deliverAndInstall();
    await eventually(() => till.at(testIds.customerCard).innerText()).toMatch(MASKED);
    expect(await till.page().content()).not.toContain(PHONE);
  });

  it('takes both serial numbers by scanning, in any order, and says which is missing', async () => {
    await till.at(testIds.missingSerialChip).waitFor();
    await scan(till, '4A1234567890');
    await eventually(() => till.at(testIds.serialChip).count()).toBe(1);
    await till.at(testIds.missingSerialChip).waitFor();
    await scan(till, '4A1234567890');
    await eventually(() => till.at(testIds.refusal).getAttribute('data-code')).toBe(
      'serial_in_cart',
    );
    await scan(till, '4B1234567890');
    await eventually(() => till.at(testIds.serialChip).count()).toBe(2);
    expect(await till.at(testIds.missingSerialChip).count()).toBe(0);
    expect(await till.at(testIds.cartLine).count()).toBe(1);
  });

  it('is paid with one key, and its ticket stands on the screen and on the receipt', async () => {
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await eventually(async () => (await paperOf(till, 'installation_ticket')).length).toBe(1);
    const [sale] = await (await till.api()).checkout.sales.query({});
    const ticketNumber = sale?.tickets[0]?.ticketNumber ?? '';
    expect(ticketNumber).not.toBe('');
    expect(await till.at(testIds.donePanel).innerText()).toContain(ticketNumber);
    const [receipt] = await paperOf(till, 'receipt');
    expect(receipt).toContain(ticketNumber);
    expect(receipt).toContain('4A1234567890');
    expect(receipt).not.toContain(PHONE);
  });

  it('comes with a ticket in three parts, each with both numbers and where to go', async () => {
    const [ticket] = await paperOf(till, 'installation_ticket');
    for (const said of ['4A1234567890', '4B1234567890', '石桥村']) {
      expect(ticket?.split(said).length).toBe(4);
    }
  });

  it('stands in the list of deliveries, with nothing missing and the phone masked', async () => {
    await till.at(testIds.nav('delivery')).click();
    await eventually(() => till.at(testIds.ticketCard).innerText()).toMatch(MASKED);
    expect(await till.at(testIds.ticketSerial).count()).toBe(0);
    expect(await till.page().content()).not.toContain(PHONE);
  });
});

describe('a washing machine sold without its serial number', () => {
  it('gets the number later, scanned on the list of deliveries', async () => {
    await till.at(testIds.nav('sell')).click();
    await scanItem(till, WASHER.code, 1);
    await deliverAndInstall();
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await till.at(testIds.nav('delivery')).click();
    await eventually(() => till.at(testIds.ticketCard).count()).toBe(2);
    await till.at(testIds.ticketSerial).click();
    await scan(till, 'WM20261123001');
    await till.at(testIds.ticketSerial).waitFor({ state: 'detached' });
    const tickets = await (await till.api()).fulfilment.list.query({ limit: 10 });
    expect(tickets.map((ticket) => ticket.missingSerials)).toEqual([0, 0]);
  });
});
