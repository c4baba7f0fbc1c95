import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Right } from '../../shared/contract/rights.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { AccountMenu } from './account-menu.tsx';
import { StatusChips } from './status-chips.tsx';

type Screen = {
  readonly path: string;
  readonly name:
    | 'sell'
    | 'documents'
    | 'delivery'
    | 'shift'
    | 'goods'
    | 'promotions'
    | 'reports'
    | 'settings';
  /** Who has none of these rights does not see the screen at all. */
  readonly for?: readonly Right[];
  /** Screens that are reached from this one. */
  readonly holds?: readonly string[];
};

const SCREENS: readonly Screen[] = [
  { path: '/', name: 'sell' },
  { path: '/documents', name: 'documents', holds: ['/returns'] },
  { path: '/delivery', name: 'delivery' },
  { path: '/shift', name: 'shift', for: ['close_shift', 'open_shift'], holds: ['/cash'] },
  { path: '/goods', name: 'goods', for: ['import_prices', 'edit_items'] },
  { path: '/promotions', name: 'promotions', for: ['manage_promotions'] },
  { path: '/reports', name: 'reports', for: ['see_reports'] },
  { path: '/settings', name: 'settings', holds: ['/backup', '/health', '/labels'] },
];

/** Store, screens, and the chips that are quiet while all is well. */
export function TopBar() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const session = useQuery(reads.session.state.queryOptions());
  const store = session.data?.store;
  const may = useMay();
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
        {SCREENS.filter((screen) => screen.for?.some(may) ?? true).map((screen) => (
          <a
            key={screen.path}
            href={`#${screen.path}`}
            aria-current={currentOf(screen, pathname)}
            data-testid={testIds.nav(screen.name)}
          >
            {t(`nav.${screen.name}`)}
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

/** The screen itself is the page; one that is reached from it is a part of it. */
function currentOf(screen: Screen, pathname: string): 'page' | 'true' | undefined {
  if (pathname === screen.path) return 'page';
  return screen.holds?.includes(pathname) ? 'true' : undefined;
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
