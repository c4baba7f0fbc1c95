import type { Browser, Locator, Page } from 'playwright-core';
import { testIds } from '../../renderer/client/test-ids.ts';
import { launchBrowser } from '../support/browser.ts';
import { type StationProcess, startStation } from '../support/station-process.ts';

/** A cashier at a demo store's till in a real browser, whose actions are counted. */
export type BenchTill = {
  readonly page: Page;
  readonly station: StationProcess;
  readonly at: (testId: string) => Locator;
  /** A key that the task takes: one action. */
  readonly press: (key: string) => Promise<void>;
  /** A click that the task takes: one action. */
  readonly click: (testId: string) => Promise<void>;
  /** Text that somebody types: an action for each character, unless it is digits of an amount or a count. */
  readonly write: (text: string, isCounted: boolean) => Promise<void>;
  /** What a scanner types; never an action. */
  readonly scan: (code: string) => Promise<void>;
  /** Actions since the last call. */
  readonly takeActions: () => number;
  readonly close: () => Promise<void>;
};

/** Slower than any scanner, so that the till takes the keys for a hand's. */
const HAND_MS = 60;

/** Signs the cashier in on a fresh demo store. */
export async function openBenchTill(): Promise<BenchTill> {
  const [browser, station] = await Promise.all([launchBrowser(), startStation()]);
  const page = await till(browser, station);
  await page.getByTestId(testIds.staffCard('demo-cashier')).click();
  await page.keyboard.type('1111');
  await page.keyboard.press('Enter');
  await page.getByTestId(testIds.findBar).waitFor();
  let actions = 0;
  return {
    page,
    station,
    at: (testId) => page.getByTestId(testId),
    press: async (key) => {
      actions += 1;
      await page.keyboard.press(key);
    },
    click: async (testId) => {
      actions += 1;
      await page.getByTestId(testId).click();
    },
    write: async (text, isCounted) => {
      if (isCounted) actions += text.length;
      await page.keyboard.type(text, { delay: HAND_MS });
      await page.waitForTimeout(HAND_MS);
    },
    scan: (code) => typeBurst(page, code),
    takeActions: () => {
      const taken = actions;
      actions = 0;
      return taken;
    },
    close: async () => {
      await browser.close();
      await station.remove();
    },
  };
}

async function till(browser: Browser, station: StationProcess): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(station.address);
  return page;
}

/** All keys at once and Enter behind them, as a scanner sends them. */
async function typeBurst(page: Page, code: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const keys = [...code].map((text) => ({ text, key: text }));
  const enter = { text: '\r', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
  await Promise.all(
    [...keys, enter].flatMap((key) => [
      cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
      cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key }),
    ]),
  );
  await cdp.detach();
}
