import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { KeySettings } from './key-settings.tsx';
import { LookSettings } from './look-settings.tsx';
import { MoreScreens } from './more-screens.tsx';
import { PrintJobs } from './print-jobs.tsx';
import { StaffSettings } from './staff-settings.tsx';
import { StoreSettings } from './store-settings.tsx';

/** What can be set: this screen by anyone, the store by who may. */
export function SettingsScreen() {
  const { t } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const rights = session.data?.rights ?? [];
  return (
    <main className="page">
      <div className="inner">
        <div className="page-head">
          <h1>{t('settings.title')}</h1>
          <span className="quiet-text">
            {t('settings.version', { version: session.data?.version ?? '' })}
          </span>
        </div>
        <div className="settings">
          <MoreScreens />
          <PrintJobs />
          <LookSettings />
          {rights.includes('edit_settings') ? (
            <StoreSettings />
          ) : (
            <p className="card panel quiet-text">{t('settings.noRight')}</p>
          )}
          {rights.includes('edit_staff') && <StaffSettings />}
          <KeySettings />
        </div>
      </div>
    </main>
  );
}
