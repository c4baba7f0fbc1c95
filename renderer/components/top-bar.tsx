import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { AccountMenu } from './account-menu.tsx';
import { StatusChips } from './status-chips.tsx';

const SCREENS = [
  { path: '/', name: 'sell' },
  { path: '/documents', name: 'documents' },
  { path: '/delivery', name: 'delivery' },
  { path: '/shift', name: 'shift' },
  { path: '/goods', name: 'goods' },
  { path: '/settings', name: 'settings' },
] as const;

/** Store, screens, and the chips that are quiet while all is well. */
export function TopBar() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const session = useQuery(reads.session.state.queryOptions());
  const store = session.data?.store;
  return (
    <header className="top-bar">
      <div className="brand">
        <strong>{t('app.name')}</strong>
        {store && (
          <span>
            {store.branch || store.name} ·{' '}
            {t('app.register', { number: registerNumber(store.registerId) })}
          </span>
        )}
      </div>
      <nav className="nav" aria-label={t('nav.label')}>
        {SCREENS.map(({ path, name }) => (
          <a
            key={path}
            href={`#${path}`}
            aria-current={pathname === path ? 'page' : undefined}
            data-testid={testIds.nav(name)}
          >
            {t(`nav.${name}`)}
          </a>
        ))}
      </nav>
      <div className="status">
        <StatusChips />
        <AccountMenu />
        <Clock />
      </div>
    </header>
  );
}

/** `T0001` or `01` -> `1`: people count tills, they do not read ids. */
function registerNumber(registerId: string): string {
  return /0*(\d+)$/.exec(registerId)?.[1] ?? registerId;
}

function Clock() {
  const { time } = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, []);
  return <time className="clock">{time(now)}</time>;
}
