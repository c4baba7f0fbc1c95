import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { DataTrouble } from './backup/data-trouble.tsx';
import { reads } from './client/core-client.ts';
import { followCore } from './client/core-events.ts';
import { queryClient } from './client/query-client.ts';
import { testIds } from './client/test-ids.ts';
import { useWords } from './client/use-words.ts';
import { ApprovalDialogs } from './components/approval-dialog.tsx';
import { Toasts } from './components/toast.tsx';
import { screens } from './screens.tsx';
import { SetUpScreen } from './set-up/set-up-screen.tsx';
import { LockScreen } from './sign-in/lock-screen.tsx';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';

const BoardScreen = lazy(async () => ({
  default: (await import('./board/board-screen.tsx')).BoardScreen,
}));

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <LinkNotice />
      <DataTrouble />
      <Gate />
      <ApprovalDialogs />
      <Toasts />
    </QueryClientProvider>
  );
}

/** How often the screen asks whether the till has locked itself meanwhile; asking is no use of the till. */
const ASK_SESSION_EVERY_MS = 10_000;

/** What the person at this screen may see: set-up, sign-in, the lock, or the till. */
function Gate() {
  const { t } = useWords();
  const session = useQuery(
    reads.session.state.queryOptions(undefined, { refetchInterval: ASK_SESSION_EVERY_MS }),
  );
  const isBoard = useHash() === '#/board';
  if (!session.data) return <p className="empty">{t('app.loading')}</p>;
  switch (session.data.state) {
    case 'needs_set_up':
      return <SetUpScreen />;
    case 'signed_out':
      return <SignInScreen session={session.data} />;
    case 'locked':
      return isBoard ? <WallBoard /> : <LockScreen session={session.data} />;
    case 'signed_in':
      return <RouterProvider router={screens} />;
  }
}

/** The board stays on the wall while the till behind it is locked; any other page asks for the PIN. */
function WallBoard() {
  return (
    <Suspense>
      <BoardScreen />
    </Suspense>
  );
}

function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
    () => location.hash,
  );
}

/** Says that the core is out of reach, and goes by itself when it is back. */
function LinkNotice() {
  const { t } = useWords();
  const [isUp, setUp] = useState(true);
  useEffect(() => followCore(setUp), []);
  if (isUp) return null;
  return (
    <div className="link-lost" role="alert" data-testid={testIds.linkLost}>
      {t('app.unreachable')}
    </div>
  );
}
