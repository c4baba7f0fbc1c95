import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
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
  if (!session.data) return <p className="empty">{t('app.loading')}</p>;
  switch (session.data.state) {
    case 'needs_set_up':
      return <SetUpScreen />;
    case 'signed_out':
      return <SignInScreen session={session.data} />;
    case 'locked':
      return <LockScreen session={session.data} />;
    case 'signed_in':
      return <RouterProvider router={screens} />;
  }
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
