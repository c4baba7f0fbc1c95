import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  photographFailures,
  pressKey,
  scan,
  scanItem,
  typeByHand,
} from '../support/browser-till.ts';

const WASHER = '100185';

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till);
});
afterAll(() => till.close());
photographFailures(() => till);

const customer = async () => (await (await till.api()).cart.current.query()).customer;
const nameField = () => till.at(testIds.customerDialog).locator('[name=customer-name]');

async function askForDelivery(): Promise<void> {
  await scanItem(till, WASHER, 1);
  await pressKey(till, 'F6');
  await till.at(testIds.customerDialog).waitFor();
}

describe('a customer who has bought here before', () => {
  it('is somebody new the first time: nobody has that phone, and the name is asked for', async () => {
    await askForDelivery();
    await typeByHand(till, '1234');
    await eventually(() => nameField().evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await typeByHand(till, '陈桂兰');
    await pressKey(till, 'Tab');
    await typeByHand(till, '13800001234');
    await pressKey(till, 'Tab');
    await typeByHand(till, '东湾村3组12号');
    await pressKey(till, 'Enter');
    await till.at(testIds.customerDialog).waitFor({ state: 'detached' });
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
  });

  it('is found by four digits, and Enter takes name, phone and address as they were', async () => {
    await askForDelivery();
    await typeByHand(till, '1234');
    await till.at(testIds.chosenCustomer).waitFor();
    expect(await till.at(testIds.chosenCustomer).innerText()).not.toContain('13800001234');
  });

  it('a scan into the dialog presses nothing and leaves no character behind', async () => {
    await scan(till, '6901234567892');
    await nameField().focus();
    await scan(till, '6901234567892');
    await eventually(() => nameField().inputValue()).toBe('');
    expect(await till.at(testIds.phoneEnd).inputValue()).toBe('1234');
    expect(await till.at(testIds.chosenCustomer).count()).toBe(1);
    expect(await customer()).toBeNull();
  });

  it('pays with two keys more, delivery and installation tomorrow', async () => {
    await pressKey(till, 'Enter');
    await till.at(testIds.customerDialog).waitFor({ state: 'detached' });
    expect(await customer()).toMatchObject({ phone: '138****1234', deliverySlot: 'morning' });
    const cart = await (await till.api()).cart.current.query();
    expect(cart.lines[0]?.handover).toBe('deliver_install');
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
  });
});
