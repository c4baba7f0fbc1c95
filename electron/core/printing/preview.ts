import { layOut, type PaperColumns } from '../../../shared/documents/lay-out.ts';
import type { PaperDocument, PersonResolver } from '../../../shared/documents/paper-document.ts';
import { paperText } from '../../../shared/documents/paper-text.ts';
import { a4Pdf } from './a4-output.ts';
import { escposBytes } from './escpos.ts';
import { slipPdf } from './pdf.ts';
import type { PrintJob } from './print-job-table.ts';
import { slipPicture } from './raster.ts';

export const PREVIEW_FORMATS = ['text', 'escpos', 'png', 'pdf', 'a4'] as const;
export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];

export type PreviewOptions = {
  readonly format: PreviewFormat;
  readonly columns: PaperColumns;
  readonly person: PersonResolver;
};

/** A document in one of the forms it can take; text is UTF-8, `pdf` the slip as it prints, `a4` pages for a binder. */
export async function previewDocument(
  document: PaperDocument,
  title: string,
  options: PreviewOptions,
): Promise<Uint8Array> {
  if (options.format === 'a4') return a4Pdf({ document, person: options.person }, title);
  const laidOut = layOut(document, options.columns, options.person);
  switch (options.format) {
    case 'text':
      return Buffer.from(paperText(laidOut), 'utf8');
    case 'escpos':
      return escposBytes(laidOut);
    case 'png':
      return (await slipPicture(laidOut)).png;
    case 'pdf':
      return slipPdf(laidOut, title);
  }
}

/** A print job's document as `previewDocument` shows it. */
export function previewJob(job: PrintJob, options: PreviewOptions): Promise<Uint8Array> {
  return previewDocument(job.document, `${job.kind} ${job.ref}`, options);
}
