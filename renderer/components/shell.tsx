import { Outlet } from '@tanstack/react-router';
import { TopBar } from './top-bar.tsx';

/** What stands around every screen of a signed-in person. */
export function Shell() {
  return (
    <div className="shell">
      <TopBar />
      <Outlet />
    </div>
  );
}
