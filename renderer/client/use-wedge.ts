import { useEffect, useRef } from 'react';
import { endBurst, NO_BURST, takeKey, WEDGE_LIMITS } from '../../shared/scanning/key-wedge.ts';
import { NO_FIELDS, noteField, putBack } from './fields-before.ts';

export type WedgeHearer = {
  /**
   * A whole code came, `pauseMs` after the key before it; the key that ended it presses nothing.
   * `takeOut` takes its characters out of the fields they went to.
   */
  readonly onScan: (code: string, pauseMs: number, takeOut: () => void) => void;
  /** A key that is not known to belong to a scan. `isBurst`: it came faster than a hand types. */
  readonly onKey: (event: KeyboardEvent, isBurst: boolean) => void;
};

/** Hears every key before buttons and fields do, and tells scans from hands. */
export function useWedge(hearer: WedgeHearer): void {
  const latest = useRef(hearer);
  latest.current = hearer;
  useEffect(() => {
    let state = NO_BURST;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastKeyAt = Number.NEGATIVE_INFINITY;
    let pauseMs = 0;
    let fields = NO_FIELDS;
    const tell = (code: string) => {
      const touched = fields;
      latest.current.onScan(code, pauseMs, () => putBack(touched));
    };
    const onKey = (event: KeyboardEvent) => {
      clearTimeout(timer);
      const step = takeKey(state, {
        key: event.key,
        code: event.code,
        isShifted: event.shiftKey,
        at: event.timeStamp,
      });
      state = step.state;
      if (state.burst.length === 1) {
        pauseMs = event.timeStamp - lastKeyAt;
        fields = NO_FIELDS;
      }
      if (state.burst.length > 0) fields = noteField(fields, event.target);
      // What an Enter has ended is no part of what comes after it, however soon that comes.
      lastKeyAt = event.key === 'Enter' ? Number.NEGATIVE_INFINITY : event.timeStamp;
      if (step.scan !== null) {
        event.preventDefault();
        event.stopPropagation();
        tell(step.scan);
        return;
      }
      if (step.isTaken) timer = setTimeout(end, WEDGE_LIMITS.gapMs + 10);
      latest.current.onKey(event, state.burst.length > 1);
    };
    /** A scanner without a suffix: its code ends with silence. */
    const end = () => {
      const step = endBurst(state, performance.now());
      state = step.state;
      if (step.scan !== null) tell(step.scan);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}
