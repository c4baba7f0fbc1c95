/** What a serial scanner has sent so far of a code whose end has not come. */
export type LineState = {
  readonly pending: string;
  readonly isNoise: boolean; // too long for any code: dropped up to its end
};

export const NO_LINE: LineState = { pending: '', isNoise: false };

export type LineStep = { readonly state: LineState; readonly codes: readonly string[] };

/**
 * Takes bytes of a scanner in: a code ends with CR, LF or both. Bytes that no code holds (control
 * characters, a broken transfer) spoil the code they are in; what grows past `mostBytes` is noise.
 */
export function takeBytes(state: LineState, bytes: Uint8Array, mostBytes: number): LineStep {
  let { pending, isNoise } = state;
  const codes: string[] = [];
  for (const byte of bytes) {
    if (byte === 0x0d || byte === 0x0a) {
      if (!isNoise && pending.trim() !== '') codes.push(pending.trim());
      pending = '';
      isNoise = false;
    } else if (isNoise) {
      // Wait for the end of what is not a code.
    } else if (!isCodeByte(byte) || pending.length >= mostBytes) {
      pending = '';
      isNoise = true;
    } else {
      pending += String.fromCharCode(byte);
    }
  }
  return { state: { pending, isNoise }, codes };
}

/** The line has been quiet for the idle time: a scanner without suffix has ended its code. */
export function endOnIdle(state: LineState): LineStep {
  const code = state.pending.trim();
  return { state: NO_LINE, codes: state.isNoise || code === '' ? [] : [code] };
}

/** Printable ASCII, tab and the group separator of GS1 codes. */
function isCodeByte(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x1d || byte === 0x09;
}
