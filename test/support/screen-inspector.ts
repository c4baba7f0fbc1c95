import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { zhCN } from '../../shared/i18n/zh-CN.ts';

/** The sizes at which every screen has to work: till, wall, tablet. */
export const VIEWPORTS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 800, height: 1280 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

/** A key of the dictionaries that stands on the screen in place of its words, or a gap never filled. */
const UNTRANSLATED = new RegExp(`\\b(?:${Object.keys(zhCN).join('|')})\\.[a-zA-Z]\\w+\\b|\\{\\{`);

/**
 * Looks at a screen in every size, light and dark: nothing wider than the window, no word missing or cut,
 * nothing that a person with poor sight, a keyboard or a screen reader stumbles over. Answers what it found.
 */
export async function inspect(
  page: Page,
  options: { readonly language: 'zh-CN' | 'en' },
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    const size = `${viewport.width}×${viewport.height}`;
    for (const colorScheme of SCHEMES) {
      // Words and structure do not change with the colours, nor colours with the language or the size;
      // the wall shows the till's own layout, the tablet has one of its own.
      const isOwnLayout = isTill(viewport) || viewport.width < VIEWPORTS[0].width;
      const isWhole =
        colorScheme === 'light' && (options.language === 'zh-CN' ? isOwnLayout : isTill(viewport));
      const isColours = colorScheme === 'dark' && options.language === 'zh-CN' && isTill(viewport);
      if (colorScheme === 'dark' && !isColours) continue;
      await page.emulateMedia({ colorScheme });
      await painted(page);
      const said = [
        ...(colorScheme === 'light' ? await wordsAndSizes(page, options.language) : []),
        ...(isWhole ? await axe(page) : []),
        ...(isColours ? await axe(page, 'color-contrast') : []),
      ];
      found.push(...said.map((fault) => `${size} ${colorScheme}: ${fault}`));
    }
  }
  await page.setViewportSize(VIEWPORTS[0]);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

function isTill(viewport: { readonly width: number }): boolean {
  return viewport.width === VIEWPORTS[0].width;
}

/** Resolves when the page has been laid out and drawn as it now is. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

async function axe(page: Page, onlyRule?: string): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true); // without a page of its own
  // The page behind an open dialog is hidden from everyone, its landmark and heading too.
  const hasDialog = (await page.getByRole('dialog').count()) > 0;
  const ofPages = { 'landmark-one-main': !hasDialog, 'page-has-heading-one': !hasDialog };
  const rules = { 'target-size': true, ...ofPages };
  const asked = Object.entries(rules).map(([id, enabled]) => [id, { enabled }] as const);
  if (onlyRule === undefined) builder.options({ rules: Object.fromEntries(asked) });
  else builder.withRules(onlyRule);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target}`));
}

async function wordsAndSizes(page: Page, language: 'zh-CN' | 'en'): Promise<readonly string[]> {
  return page.evaluate(
    ({ pattern, isEnglish }) => {
      const faults: string[] = [];
      const root = document.scrollingElement ?? document.documentElement;
      if (root.scrollWidth > innerWidth)
        faults.push(`${root.scrollWidth - innerWidth} px too wide`);
      const untranslated = new RegExp(pattern);
      const labels = ['placeholder', 'aria-label', 'title', 'alt'].flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name) ?? ''),
      );
      for (const text of [...document.body.innerText.split('\n'), ...labels]) {
        if (untranslated.test(text)) faults.push(`not translated: ${text}`);
      }
      for (const one of document.querySelectorAll<HTMLElement>('button, a, h1, h2, th, dt')) {
        const words = document.createRange();
        words.selectNodeContents(one);
        const over = words.getBoundingClientRect().right - one.getBoundingClientRect().right;
        const isSeen = one.clientWidth > 1 && one.getClientRects().length > 0;
        if (isSeen && over > 1)
          faults.push(`${Math.round(over)} px of words cut: ${one.innerText}`);
      }
      const ownWords = document.querySelectorAll<HTMLElement>('h1, th, legend, nav a, kbd');
      for (const one of isEnglish ? ownWords : []) {
        if (/\p{Script=Han}/u.test(one.innerText)) faults.push(`not English: ${one.innerText}`);
      }
      return faults;
    },
    { pattern: UNTRANSLATED.source, isEnglish: language === 'en' },
  );
}
