import { Outlet } from '@tanstack/react-router';
import { useScanGuard } from '../client/scan-guard.ts';
import { TopBar } from './top-bar.tsx';
import { TrainingBanner } from './training-banner.tsx';

/** What stands around every screen of a signed-in person. */
export function Shell() {
  useScanGuard();
  return (
    <div className="shell">
      <div>
        <TopBar />
        <TrainingBanner />
      </div>
      <Outlet />
    </div>
  );
}
