import { onPreferences, preferences } from '../client/preferences.ts';

/** Below this many letters across, the sum column is a sheet at the bottom. */
const NARROW_REM = 62;
/** Below this height the selling screen scrolls as one, so that large text hides nothing. */
const SHORT_REM = 40;
/** The bottom sheet stands under the cart there, and the keys under the sheet. */
const NARROW_SHORT_REM = 60;
const REM_PX = 16;

/** Puts theme, contrast, text size and layout on the root element and keeps them right. */
export function startLook(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const apply = () => {
    const { theme, contrast: wantsContrast, textScale } = preferences();
    const root = document.documentElement;
    const isDark = theme === 'dark' || (theme === 'system' && dark.matches);
    root.dataset.theme = isDark ? 'dark' : 'light';
    root.dataset.contrast = wantsContrast || contrast.matches ? 'more' : 'normal';
    root.style.setProperty('--text-scale', String(textScale));
    const isNarrow = innerWidth < NARROW_REM * REM_PX * textScale;
    root.dataset.layout = isNarrow ? 'narrow' : 'wide';
    const shortRem = isNarrow ? NARROW_SHORT_REM : SHORT_REM;
    root.dataset.height = innerHeight < shortRem * REM_PX * textScale ? 'short' : 'tall';
  };
  onPreferences(apply);
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  addEventListener('resize', apply);
  apply();
}
