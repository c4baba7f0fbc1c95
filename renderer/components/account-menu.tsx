import { useQuery } from '@tanstack/react-query';
import { Lock, LogOut } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { reads } from '../client/core-client.ts';
import { lockHere, signOutHere } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from './key-hint.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { overlayHome } from './overlay-home.ts';

/** Who is at the till; lock, leave, change the language. */
export function AccountMenu() {
  const { t } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const staff = session.data?.staff;
  if (!staff) return null;
  return (
    <DialogTrigger>
      <Button className="status-chip" data-testid={testIds.accountMenu}>
        <span className="pill">
          {t('status.who', { name: staff.name, role: t(`role.${staff.role}`) })}
        </span>
      </Button>
      <Popover className="popover" placement="bottom end" UNSTABLE_portalContainer={overlayHome()}>
        <Dialog aria-label={t('status.account', { name: staff.name })}>
          <div className="stack">
            <button
              type="button"
              className="button"
              data-testid={testIds.lock}
              onClick={() => void lockHere()}
            >
              <Lock size={18} aria-hidden="true" />
              {t('signIn.lock')}
              <KeyHint action="lock" />
            </button>
            <button
              type="button"
              className="button"
              data-testid={testIds.signOut}
              onClick={() => void signOutHere()}
            >
              <LogOut size={18} aria-hidden="true" />
              {t('signIn.signOut')}
            </button>
            <LanguageSwitch />
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
