import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '../../shared/i18n/en.ts';
import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { onPreferences, preferences } from './preferences.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'screen';
    resources: { screen: typeof zhCN };
  }
}

/** Starts i18next with both languages in memory and follows the preference. */
export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    lng: preferences().language,
    fallbackLng: 'zh-CN',
    defaultNS: 'screen',
    resources: { 'zh-CN': { screen: zhCN }, en: { screen: en } },
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
  onPreferences(() => {
    if (i18next.language !== preferences().language) {
      void i18next.changeLanguage(preferences().language);
    }
    document.documentElement.lang = preferences().language;
  });
  document.documentElement.lang = preferences().language;
}
