import { ask } from './ask.ts';
import { core } from './core-client.ts';
import { queryClient } from './query-client.ts';
import { keepSessionToken } from './session-token.ts';

/** Ends the session of this screen. Without an answer of the core it ends here all the same. */
export async function signOutHere(): Promise<void> {
  await ask(core.session.signOut.mutate());
  keepSessionToken(null);
  queryClient.clear();
  await queryClient.invalidateQueries();
  location.hash = '#/';
}

/** Locks this screen; the cart stays in the core. */
export async function lockHere(): Promise<void> {
  await ask(core.session.lock.mutate());
  await queryClient.invalidateQueries({ queryKey: [['session']] });
}
