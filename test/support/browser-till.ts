import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import type { AppRouter } from '../../electron/core/api/app-router.ts';
import { testIds } from '../../renderer/client/test-ids.ts';
import type { DocumentKind } from '../../shared/contract/printing.ts';
import type { Role } from '../../shared/contract/rights.ts';
import { launchBrowser } from './browser.ts';
import { type StationProcess, startStation } from './station-process.ts';

const OUTPUT = resolve(import.meta.dirname, '../../test-output');
const LONGEST_WAIT_MS = 15_000;
/** Slower than any scanner, so that the till takes the keys for a hand's. */
const HAND_MS = 80;

export const DEMO_PINS: Readonly<Record<Role, string>> = {
  cashier: '1111',
  manager: '2222',
  owner: '3333',
  trainer: '4444',
};

type Api = ReturnType<typeof createTRPCClient<AppRouter>>;

/** A browser at a demo store's till, and a second look at the same store past the screen. */
export type BrowserTill = {
  readonly browser: Browser;
  /** The page at the till; another one after `openPage`. */
  readonly page: () => Page;
  readonly station: () => StationProcess;
  /** The core as the owner sees it, over the station's own link. */
  readonly api: () => Promise<Api>;
  readonly at: (testId: string) => Locator;
  /** Opens the station's address in a new tab and leaves the old one. */
  readonly openPage: () => Promise<Page>;
  /** Starts the station again on the same folder, after it was stopped or killed. */
  readonly startAgain: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type TillOptions = {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly language?: 'zh-CN' | 'en';
  /** A store that is there already, in place of a fresh demo store. It is deleted at the end. */
  readonly folder?: string;
};

/** Starts a station, on a fresh demo store if none is given, and opens it in a browser. Close it after the tests. */
export async function openBrowserTill(options: TillOptions = {}): Promise<BrowserTill> {
  const [browser, first] = await Promise.all([
    launchBrowser(),
    startStation(options.folder === undefined ? {} : { folder: options.folder }),
  ]);
  let station = first;
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    locale: options.language ?? 'zh-CN', // whatever the machine of the tests speaks
  });
  context.setDefaultTimeout(LONGEST_WAIT_MS);
  const language = options.language ?? 'zh-CN';
  await context.addInitScript(
    (kept) => {
      // Only on the first load: what a test changes later stays changed.
      if (localStorage.getItem('zhendian.preferences') === null) {
        localStorage.setItem('zhendian.preferences', kept);
      }
    },
    JSON.stringify({ language, sounds: false }),
  );
  const openPage = async () => {
    const next = await context.newPage();
    await next.goto(station.address);
    return next;
  };
  let page = await openPage();
  let api: Promise<Api> | null = null;
  return {
    browser,
    page: () => page,
    station: () => station,
    api: () => {
      api ??= ownersApi(station);
      return api;
    },
    at: (testId) => page.getByTestId(testId),
    openPage: async () => {
      const before = page;
      page = await openPage();
      await before.close();
      return page;
    },
    startAgain: async () => {
      station = await startStation({ folder: station.folder });
      api = null;
    },
    close: async () => {
      await browser.close();
      await station.remove();
    },
  };
}

async function ownersApi(station: StationProcess): Promise<Api> {
  let session: string | null = null;
  const api = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${station.url}trpc`,
        methodOverride: 'POST',
        headers: () => ({
          'x-zhendian-token': station.token,
          ...(session === null ? {} : { 'x-zhendian-session': session }),
        }),
      }),
    ],
  });
  const signedIn = await api.session.signIn.mutate({ staffId: 'demo-owner', pin: DEMO_PINS.owner });
  if (!signedIn.ok) throw new Error(signedIn.refusal.code);
  session = signedIn.value.token;
  return api;
}

/** Polls until the assertion that follows holds. */
export function eventually<Value>(
  read: () => Value | Promise<Value>,
): ReturnType<typeof expect.poll<Value>> {
  return expect.poll(read, { timeout: LONGEST_WAIT_MS, interval: 25 });
}

/** Keeps a picture of the screen in test-output/ for every test of the file that fails. */
export function photographFailures(till: () => BrowserTill): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    mkdirSync(OUTPUT, { recursive: true });
    const name = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
    await till()
      .page()
      .screenshot({ path: join(OUTPUT, `${name}.png`) })
      .catch(() => undefined); // a crashed page has no picture
  });
}

/** Chooses a person on the sign-in screen and enters the PIN. */
export async function signIn(
  till: BrowserTill,
  role: Role,
  pin: string = DEMO_PINS[role],
): Promise<void> {
  await till.at(testIds.staffCard(`demo-${role}`)).click();
  await till.page().keyboard.type(pin);
  await till.page().keyboard.press('Enter');
}

/** Signs a person in and waits for an empty till that can be sold at. */
export async function beginSelling(till: BrowserTill, role: Role = 'cashier'): Promise<void> {
  await signIn(till, role);
  await till.at(testIds.findBar).waitFor();
}

/** Types as a scanner does: the whole code at once, ended by Enter. The till tells it by its speed. */
export async function scan(till: BrowserTill, code: string, end = 'Enter'): Promise<void> {
  const cdp = await till.page().context().newCDPSession(till.page());
  const keys = [...code].map((text) => ({ text, key: text, code: codeOfKey(text), vk: 0 }));
  const last = { text: '\r', key: end, code: end, vk: 13 };
  const all = end === '' ? keys : [...keys, last];
  // Sent without waiting in between: a busy machine cannot tear the burst.
  await Promise.all(
    all.flatMap(({ text, key, code: physical, vk }) => [
      cdp.send('Input.dispatchKeyEvent', {
        ...{ type: 'keyDown', text, key, code: physical },
        ...(vk === 0 ? {} : { windowsVirtualKeyCode: vk }),
      }),
      cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: physical }),
    ]),
  );
  await cdp.detach();
}

/** The same while a Chinese input method is on: it hides each character, and only the physical key tells. */
export async function scanUnderInputMethod(till: BrowserTill, digits: string): Promise<void> {
  const cdp = await till.page().context().newCDPSession(till.page());
  const hidden = { key: 'Process', windowsVirtualKeyCode: 229 };
  const end = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
  const keys = [...digits].map((digit) => ({ ...hidden, code: codeOfKey(digit) }));
  await Promise.all(
    [...keys, end].map((key) => cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key })),
  );
  await cdp.detach();
}

function codeOfKey(character: string): string {
  if (/\d/.test(character)) return `Digit${character}`;
  return /[A-Za-z]/.test(character) ? `Key${character.toUpperCase()}` : '';
}

/** Types as a hand does. */
export async function typeByHand(till: BrowserTill, text: string): Promise<void> {
  await till.page().keyboard.type(text, { delay: HAND_MS });
}

/** Presses one key a moment after what was typed before. */
export async function pressKey(till: BrowserTill, key: string): Promise<void> {
  await till.page().keyboard.press(key, { delay: HAND_MS });
}

/** Scans a code and waits until the cart is as it should be after it. */
export async function scanItem(till: BrowserTill, code: string, lineCount: number): Promise<void> {
  await scan(till, code);
  await eventually(() => till.at(testIds.cartLine).count()).toBe(lineCount);
}

/** The amount due in fen, as the screen shows it. */
export async function dueFen(till: BrowserTill): Promise<number> {
  return Number(await till.at(testIds.amountDue).getAttribute('data-fen'));
}

/** The code of the refusal in sight; null when there is none. */
export async function refusalCode(till: BrowserTill): Promise<string | null> {
  const notice = till.at(testIds.refusal);
  return (await notice.count()) === 0 ? null : notice.first().getAttribute('data-code');
}

/** Gives a person and PIN in the approval dialog. */
export async function approve(till: BrowserTill, role: 'manager' | 'owner', pin: string) {
  await till.at(testIds.approver(`demo-${role}`)).click();
  await till.at(testIds.pinInput).fill(pin);
  await till.at(testIds.pinEnter).click();
}

/** Every sheet of a kind that lies on the virtual printer, newest first, as text. */
export async function paperOf(till: BrowserTill, kind: DocumentKind): Promise<readonly string[]> {
  const sheets = await (await till.api()).printing.paper.query({ limit: 20 });
  return sheets.filter((sheet) => sheet.kind === kind).map((sheet) => sheet.text);
}

/** How many sales the core holds. */
export async function saleCount(till: BrowserTill): Promise<number> {
  return (await (await till.api()).checkout.sales.query({ limit: 50 })).length;
}
