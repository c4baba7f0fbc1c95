import { useSyncExternalStore } from 'react';
import { testIds } from '../client/test-ids.ts';

/** What needs no answer: shown for a moment, then gone. */
const SHOWN_MS = 2600;

let text: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function toast(message: string): void {
  set(message);
  clearTimeout(timer);
  timer = setTimeout(() => set(null), SHOWN_MS);
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => text,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown !== null && (
        <div className="toast" data-testid={testIds.toast}>
          {shown}
        </div>
      )}
    </div>
  );
}

function set(next: string | null): void {
  text = next;
  for (const listener of listeners) listener();
}
