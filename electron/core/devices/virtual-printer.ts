import type { PaperSheet } from '../../../shared/contract/printing.ts';
import { paperText } from '../../../shared/documents/paper-text.ts';
import type { Clock, PrinterTransport, PrinterWork } from '../ports.ts';
import { slipPicture } from '../printing/raster.ts';

/** How many sheets lie in the tray; older ones are gone, as from a real counter. */
const SHEETS_KEPT = 20;

export type VirtualPrinter = PrinterTransport & {
  /** What came out, newest first; a drawer kick is a sheet without a picture. */
  readonly sheets: () => readonly PaperSheet[];
};

/** A printer whose paper appears on the screen: for the demo store, for training, and for tests. */
export function createVirtualPrinter(clock: Clock): VirtualPrinter {
  const tray: PaperSheet[] = [];
  return {
    describe: () => 'virtual',
    sheets: () => tray,
    write: async (work) => {
      tray.unshift(await sheetOf(work, clock.now()));
      tray.length = Math.min(tray.length, SHEETS_KEPT);
      return { state: 'confirmed' };
    },
    close: async () => undefined,
  };
}

async function sheetOf(work: PrinterWork, at: number): Promise<PaperSheet> {
  const head = { jobId: work.jobId, kind: work.kind, at };
  if (!work.laidOut) return { ...head, pngBase64: null, widthDots: 0, heightDots: 0, text: '' };
  const { png, widthDots, heightDots } = await slipPicture(work.laidOut);
  const text = paperText(work.laidOut);
  return { ...head, pngBase64: png.toString('base64'), widthDots, heightDots, text };
}
