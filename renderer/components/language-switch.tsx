import { changePreferences, usePreferences } from '../client/preferences.ts';
import { useWords } from '../client/use-words.ts';

/** Changes the language of this screen at once; receipts stay Chinese. */
export function LanguageSwitch() {
  const { t } = useWords();
  const { language } = usePreferences();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <button
      type="button"
      className="button quiet language-switch"
      lang={other}
      onClick={() => changePreferences({ language: other })}
    >
      {other === 'en' ? t('settings.en') : t('settings.zh')}
    </button>
  );
}
