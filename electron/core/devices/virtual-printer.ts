import type { PaperSheet } from '../../../shared/contract/printing.ts';
import { paperText } from '../../../shared/documents/paper-text.ts';
import { PAPER_LIMITS } from '../limits.ts';
import type { Clock, PrinterFault, PrinterTransport, PrinterWork } from '../ports.ts';
import type { SlipPicture } from '../printing/raster.ts';

export type VirtualPrinter = PrinterTransport & {
  /** The last sheets, newest first; a drawer kick is a sheet without a picture. */
  readonly sheets: (limit: number) => readonly PaperSheet[];
  /** Makes every further job fail with `fault`, as an empty roll would; `null` repairs it. */
  readonly breakWith: (fault: PrinterFault | null) => void;
};

export type VirtualPrinterOptions = {
  readonly clock: Clock;
  readonly picture: (laidOut: NonNullable<PrinterWork['laidOut']>) => Promise<SlipPicture>;
};

/** A printer whose paper appears on the screen; it confirms what it printed. */
export function createVirtualPrinter(options: VirtualPrinterOptions): VirtualPrinter {
  const kept: PaperSheet[] = [];
  let fault: PrinterFault | null = null;
  return {
    describe: () => 'virtual',
    write: async (job) => {
      if (fault !== null) return { state: 'failed', fault };
      kept.unshift(await sheetOf(job, options));
      kept.length = Math.min(kept.length, PAPER_LIMITS.sheetsKept);
      return { state: 'confirmed' };
    },
    close: () => Promise.resolve(),
    sheets: (limit) => kept.slice(0, limit),
    breakWith: (next) => {
      fault = next;
    },
  };
}

async function sheetOf(job: PrinterWork, options: VirtualPrinterOptions): Promise<PaperSheet> {
  const sheet = { jobId: job.jobId, kind: job.kind, at: options.clock.now() };
  if (!job.laidOut) return { ...sheet, pngBase64: null, widthDots: 0, heightDots: 0, text: '' };
  const { png, widthDots, heightDots } = await options.picture(job.laidOut);
  const text = paperText(job.laidOut);
  return { ...sheet, pngBase64: png.toString('base64'), widthDots, heightDots, text };
}
