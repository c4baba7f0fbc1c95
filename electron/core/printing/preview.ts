import { layOut, type PaperColumns } from '../../../shared/documents/lay-out.ts';
import type { PersonResolver } from '../../../shared/documents/paper-document.ts';
import { paperText } from '../../../shared/documents/paper-text.ts';
import { escposBytes } from './escpos.ts';
import { slipPdf } from './pdf.ts';
import type { PrintJob } from './print-job-table.ts';
import { slipPicture } from './raster.ts';

export const PREVIEW_FORMATS = ['text', 'escpos', 'png', 'pdf'] as const;
export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];

export type PreviewOptions = {
  readonly format: PreviewFormat;
  readonly columns: PaperColumns;
  readonly person: PersonResolver;
};

/** A job's document in one of the forms it can take; text is UTF-8. */
export async function previewJob(job: PrintJob, options: PreviewOptions): Promise<Uint8Array> {
  const laidOut = layOut(job.document, options.columns, options.person);
  switch (options.format) {
    case 'text':
      return Buffer.from(paperText(laidOut), 'utf8');
    case 'escpos':
      return escposBytes(laidOut);
    case 'png':
      return (await slipPicture(laidOut)).png;
    case 'pdf':
      return slipPdf(laidOut, `${job.kind} ${job.ref}`);
  }
}
