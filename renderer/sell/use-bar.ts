import { useEffect, useRef, useState } from 'react';
import type { ScreenRefusal } from '../client/ask.ts';
import { playSound } from '../client/sounds.ts';

/** What the bar at the top is for at the moment: finding, or one value of a line. */
export type BarMode =
  | { readonly kind: 'find' }
  | { readonly kind: 'quantity' | 'price' | 'note' | 'serial'; readonly lineId: string }
  | { readonly kind: 'discount'; readonly lineId: string | null }
  | { readonly kind: 'clear' | 'drawer' };

/** A refusal under the bar, and the code that was scanned, if one was. */
export type Trouble = { readonly refusal: ScreenRefusal; readonly code: string | null };
export type OpenDialog = 'customer' | 'held' | 'create' | 'subsidy' | null;
export type Bar = ReturnType<typeof useBar>;

const FIND: BarMode = { kind: 'find' };

/** A dialog that closes gives the focus to where it came from, a moment later than we do. */
const AFTER_DIALOGS_MS = 60;

/** What is written in the bar, what for, and what is told under it. */
export function useBar() {
  const [text, setText] = useState('');
  const [mode, setModeAlone] = useState<BarMode>(FIND);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const bar = useRef<HTMLInputElement>(null);
  const setMode = (next: BarMode) => {
    setText('');
    setTrouble(null);
    setModeAlone(next);
    bar.current?.focus();
  };
  useRefocus(bar, `${mode.kind} ${dialog}`);
  return {
    bar,
    text,
    setText,
    mode,
    setMode,
    /** Back to finding, with an empty bar that has the focus. */
    toFind: () => setMode(FIND),
    dialog,
    setDialog,
    trouble,
    clearTrouble: () => setTrouble(null),
    fail: (refusal: ScreenRefusal, code: string | null = null) => {
      playSound('bad');
      setTrouble({ refusal, code });
    },
  };
}

/** The bar takes the focus back whenever what it is for changes, and whenever nothing else has it. */
function useRefocus(bar: React.RefObject<HTMLInputElement | null>, use: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the use of the bar changes
  useEffect(() => {
    const takeBack = () => {
      if (!document.querySelector('[role="dialog"]')) bar.current?.focus();
    };
    takeBack();
    const timer = setTimeout(takeBack, AFTER_DIALOGS_MS);
    return () => clearTimeout(timer);
  }, [bar, use]);
}
