import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { CoreEvent } from '../../shared/contract/system.ts';
import { core } from './core-client.ts';
import { queryClient } from './query-client.ts';

/** Which reads an event makes stale; a key is the head of a router path. */
const STALE_AFTER: Readonly<Record<CoreEvent['type'], readonly (readonly string[])[]>> = {
  'cart.changed': [['cart']],
  'scan.received': [],

  'sale.completed': [
    ...[['checkout'], ['cart'], ['fulfilment'], ['shift'], ['reports']],
    ['system', 'status'],
  ],
  'goods.returned': [
    ...[['returns'], ['checkout'], ['fulfilment'], ['shift'], ['catalog'], ['reports']],
    ['system', 'status'],
  ],
  'practice.completed': [['cart'], ['system', 'status']],
  'paper.changed': [
    ['printing'],
    ['returns'],
    ['checkout', 'lastSale'],
    ['checkout', 'sale'],
    ['checkout', 'practised'],
    ['system', 'status'],
  ],
  'sync.changed': [
    ['system', 'status'],
    ['checkout', 'lastSale'],
  ],
  'shift.changed': [['shift'], ['cash'], ['session'], ['cart', 'current']],
  'promotions.changed': [['promotions'], ['labels'], ['board']],
  'promotions.tried': [],
  'catalog.changed': [['catalog'], ['cart', 'current']],
  'session.changed': [['session']],
  'backup.changed': [['backup'], ['health']],
  'health.changed': [['health'], ['journal']],
  'journal.progress': [],
  'import.progress': [],
};

type Listener = (event: CoreEvent) => void;
const listeners = new Set<Listener>();

let isLinkUp = true;
const linkListeners = new Set<() => void>();

/** Whether the link to the core stands, as its one subscription knows it. */
export function useLink(): boolean {
  return useSyncExternalStore(
    (changed) => {
      linkListeners.add(changed);
      return () => linkListeners.delete(changed);
    },
    () => isLinkUp,
  );
}

/** Opens the one subscription of this screen; after a broken link everything is read again. */
export function followCore(onLink: (isUp: boolean) => void): () => void {
  let wasBroken = false;
  const subscription = core.system.events.subscribe(undefined, {
    onConnectionStateChange: (change) => {
      isLinkUp = change.state !== 'connecting' || change.error === null;
      onLink(isLinkUp);
      for (const changed of linkListeners) changed();
      if (change.state === 'connecting' && change.error) wasBroken = true;
      if (change.state === 'pending' && wasBroken) {
        wasBroken = false;
        if (lacksLetters()) location.reload();
        void queryClient.invalidateQueries();
      }
    },
    // The socket numbers events so that it can resume; the port of a window hands them over bare.
    onData: (item: CoreEvent | { readonly data: CoreEvent }) =>
      hear('data' in item ? item.data : item),
  });
  return () => subscription.unsubscribe();
}

/** A piece of the font that was asked for while the program was away stays missing, as boxes, until the page is loaded anew. */
function lacksLetters(): boolean {
  return [...document.fonts].some((face) => face.status === 'error');
}

/** Calls back on every event of the core while the component is shown. */
export function useCoreEvent(listener: Listener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const call: Listener = (event) => latest.current(event);
    listeners.add(call);
    return () => {
      listeners.delete(call);
    };
  }, []);
}

/** A first read that is under way may have been answered before the event: it is asked anew. */
async function readAgain(path: readonly string[]): Promise<void> {
  await queryClient.cancelQueries({ queryKey: [path] });
  await queryClient.invalidateQueries({ queryKey: [path] });
}

function hear(event: CoreEvent): void {
  for (const path of STALE_AFTER[event.type]) {
    void readAgain(path);
  }
  for (const listener of listeners) listener(event);
}
