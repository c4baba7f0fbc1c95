import type { SignInValue } from '../../shared/contract/session.ts';
import { ask } from './ask.ts';
import { core, reads } from './core-client.ts';
import { queryClient } from './query-client.ts';
import { keepSessionToken } from './session-token.ts';

/**
 * Goes on as the person who just signed in. A read that set out before, without the new token, must
 * not come back later and say that nobody is signed in.
 */
export async function beginSession(signedIn: SignInValue): Promise<void> {
  keepSessionToken(signedIn.token);
  await queryClient.cancelQueries();
  forgetReads();
  queryClient.setQueryData(reads.session.state.queryKey(), signedIn.session);
  await queryClient.invalidateQueries();
}

/** Ends the session of this screen. Without an answer of the core it ends here all the same. */
export async function signOutHere(): Promise<void> {
  await ask(core.session.signOut.mutate());
  keepSessionToken(null);
  location.hash = '#/';
  await queryClient.invalidateQueries({ queryKey: [['session']] });
  forgetReads();
}

/** Drops what the person before has read; what is on the screen right now is read again by itself. */
function forgetReads(): void {
  queryClient.removeQueries({ type: 'inactive' });
}

/** Locks this screen; the cart stays in the core. */
export async function lockHere(): Promise<void> {
  await ask(core.session.lock.mutate());
  await queryClient.invalidateQueries({ queryKey: [['session']] });
}
