import { changePreferences, TEXT_SCALES, usePreferences } from '../client/preferences.ts';
import { useWords } from '../client/use-words.ts';
import { Segments } from '../components/segments.tsx';

/** Language, colours, size and sounds of this one screen. */
export function LookSettings() {
  const { t } = useWords();
  const look = usePreferences();
  return (
    <section className="card panel">
      <h2>{t('settings.look')}</h2>
      <div className="form-grid">
        <Segments
          label={t('settings.language')}
          value={look.language}
          options={[
            { value: 'zh-CN', label: t('settings.zh') },
            { value: 'en', label: t('settings.en') },
          ]}
          onChoose={(language) => changePreferences({ language })}
        />
        <Segments
          label={t('settings.theme')}
          value={look.theme}
          options={(['system', 'light', 'dark'] as const).map((theme) => ({
            value: theme,
            label: t(`settings.themes.${theme}`),
          }))}
          onChoose={(theme) => changePreferences({ theme })}
        />
        <Segments
          label={t('settings.textSize')}
          value={look.textScale}
          options={TEXT_SCALES.map((scale) => ({
            value: scale,
            label: `${Math.round(scale * 100)}%`,
          }))}
          onChoose={(textScale) => changePreferences({ textScale })}
        />
        <div>
          <label className="check">
            <input
              type="checkbox"
              checked={look.sounds}
              onChange={(event) => changePreferences({ sounds: event.target.checked })}
            />
            {t('settings.sounds')}
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={look.contrast}
              onChange={(event) => changePreferences({ contrast: event.target.checked })}
            />
            {t('settings.contrast')}
          </label>
        </div>
      </div>
    </section>
  );
}
