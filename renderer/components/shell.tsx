import { Outlet, useLocation } from '@tanstack/react-router';
import { useScanGuard } from '../client/scan-guard.ts';
import { TopBar } from './top-bar.tsx';
import { TrainingBanner } from './training-banner.tsx';

/** The board has the whole wall. */
const ON_THE_WALL = '/board';

/** What stands around every screen of a signed-in person. */
export function Shell() {
  const { pathname } = useLocation();
  useScanGuard();
  return (
    <div className="shell">
      <div hidden={pathname === ON_THE_WALL}>
        <TopBar />
        <TrainingBanner />
      </div>
      <Outlet />
    </div>
  );
}
