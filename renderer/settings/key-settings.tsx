import { useState } from 'react';
import {
  ACTIONS,
  type Action,
  actionOfKey,
  DEFAULT_KEYS,
  isReservedKey,
  keyLabel,
} from '../client/key-table.ts';
import { changePreferences, usePreferences } from '../client/preferences.ts';
import { useWords } from '../client/use-words.ts';

/** The keys of the selling screen; a click, then the new key. */
export function KeySettings() {
  const { t } = useWords();
  const { keys } = usePreferences();
  const [waiting, setWaiting] = useState<Action | null>(null);
  const [taken, setTaken] = useState<Action | null>(null);
  const press = (action: Action, key: string) => {
    if (key === 'Escape' || key === 'Tab') return setWaiting(null);
    if (isReservedKey(key)) return;
    const holder = actionOfKey(keys, key);
    setTaken(holder !== null && holder !== action ? holder : null);
    if (holder === null) changePreferences({ keys: { ...keys, [action]: key } });
    setWaiting(null);
  };
  return (
    <section className="card panel">
      <h2>{t('settings.keys')}</h2>
      <p className="quiet-text">{t('settings.keysHint')}</p>
      {taken && (
        <p className="chip needs" role="alert">
          {t('settings.keyTaken', { action: t(`keys.${taken}`) })}
        </p>
      )}
      <ul className="key-list">
        {ACTIONS.map((action) => (
          <li key={action}>
            <span>{t(`keys.${action}`)}</span>
            <button
              type="button"
              className="button"
              aria-label={`${t(`keys.${action}`)}: ${keyLabel(keys[action])}`}
              onClick={() => setWaiting(action)}
              onBlur={() => setWaiting(null)}
              onKeyDown={(event) => {
                if (waiting !== action) return;
                event.preventDefault();
                press(action, event.key);
              }}
            >
              {waiting === action ? t('settings.pressKey') : keyLabel(keys[action])}
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        onClick={() => changePreferences({ keys: DEFAULT_KEYS })}
      >
        {t('settings.resetKeys')}
      </button>
    </section>
  );
}
