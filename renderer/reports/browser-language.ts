/**
 * Some systems without a language setting call theirs `en-US@posix`, which is no language tag: the chart library
 * asks for it while it is loaded and would stop there. Imported before the library, this gives it one.
 */
function nameLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
  }
}

nameLanguage();
