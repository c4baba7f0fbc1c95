import { useEffect } from 'react';
import { NO_BURST, takeKey } from '../../shared/scanning/key-wedge.ts';

/**
 * Off the selling screen a scan is text for the field that has the focus, and nothing else: the Enter at
 * its end presses no button, follows no link and answers no dialog.
 */
export function useScanGuard(): void {
  useEffect(() => {
    let state = NO_BURST;
    const onKey = (event: KeyboardEvent) => {
      const step = takeKey(state, {
        key: event.key,
        code: event.code,
        isShifted: event.shiftKey,
        at: event.timeStamp,
      });
      state = step.state;
      if (step.scan === null || takesCodes(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Fields for words may be for a serial number or a receipt's; those for digits and PINs never are. */
function takesCodes(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  if (target.closest('[role="dialog"]') !== null || target.type === 'password') return false;
  return target.inputMode !== 'numeric' && target.inputMode !== 'decimal';
}
