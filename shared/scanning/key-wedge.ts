/**
 * A scanner that types: tells its bursts from a hand at the keyboard. Pure: the caller passes each key
 * with its time and does with the answer what it says.
 */
export type WedgeKey = {
  readonly key: string; // KeyboardEvent.key: one character, 'Enter', 'Tab', 'Shift' …
  readonly code: string; // KeyboardEvent.code: the physical key, right even while an input method composes
  readonly isShifted: boolean;
  readonly at: number; // ms, of the event
};

export type WedgeState = {
  readonly burst: string;
  readonly lastAt: number;
};

export const NO_BURST: WedgeState = { burst: '', lastAt: Number.NEGATIVE_INFINITY };

export type WedgeLimits = {
  readonly gapMs: number; // the longest pause between two keys of a scan
  readonly shortest: number; // characters
  readonly longest: number;
};
export const WEDGE_LIMITS: WedgeLimits = { gapMs: 50, shortest: 6, longest: 128 };

export type WedgeStep = {
  readonly state: WedgeState;
  /** A whole code has come. */
  readonly scan: string | null;
  /** The key belongs to a scan: no button, dialog or field may act on it. */
  readonly isTaken: boolean;
};

/** Takes one key down. A burst that ends with Enter or Tab is a scan, and its end presses nothing. */
export function takeKey(
  state: WedgeState,
  key: WedgeKey,
  limits: WedgeLimits = WEDGE_LIMITS,
): WedgeStep {
  const isNext = key.at - state.lastAt <= limits.gapMs && key.at >= state.lastAt;
  const burst = isNext ? state.burst : '';
  if (key.key === 'Enter' || key.key === 'Tab' || key.code === 'Enter' || key.code === 'Tab') {
    const isScan = isWhole(burst, limits);
    return { state: NO_BURST, scan: isScan ? burst : null, isTaken: isScan };
  }
  const character = characterOf(key);
  if (character === null) {
    // Shift and its like come between the letters of a scan; any other key ends it.
    const isModifier = key.key === 'Shift' || key.key === 'CapsLock' || key.key === 'Process';
    return {
      state: isModifier ? { burst, lastAt: isNext ? key.at : state.lastAt } : NO_BURST,
      scan: null,
      isTaken: false,
    };
  }
  const next = burst.length < limits.longest ? burst + character : burst;
  return {
    state: { burst: next, lastAt: key.at },
    scan: null,
    isTaken: next.length >= limits.shortest,
  };
}

/** No key has come for the gap: a scanner without a suffix has ended its code. */
export function endBurst(
  state: WedgeState,
  at: number,
  limits: WedgeLimits = WEDGE_LIMITS,
): WedgeStep {
  if (at - state.lastAt <= limits.gapMs) return { state, scan: null, isTaken: false };
  const isScan = isWhole(state.burst, limits);
  return { state: NO_BURST, scan: isScan ? state.burst : null, isTaken: false };
}

function isWhole(burst: string, limits: WedgeLimits): boolean {
  return burst.length >= limits.shortest && burst.length < limits.longest;
}

/** The character a key stands for; an input method hides it in `key`, so the physical key tells it then. */
function characterOf({ key, code, isShifted }: WedgeKey): string | null {
  if (key.length === 1 && key >= ' ' && key <= '~') return key;
  if (key !== 'Process' && key !== 'Unidentified' && key.length !== 1) return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return isShifted ? letter : letter.toLowerCase();
  return PHYSICAL[`${code}${isShifted ? '+' : ''}`] ?? null;
}

const PHYSICAL: Readonly<Record<string, string>> = {
  Minus: '-',
  Slash: '/',
  Period: '.',
  NumpadDecimal: '.',
  NumpadSubtract: '-',
  'Backslash+': '|',
  Space: ' ',
};
