import { z } from 'zod';
import { approvalInput } from './answer.ts';
import type { PaperState } from './checkout.ts';

export const DOCUMENT_KINDS = [
  'receipt',
  'return_slip',
  'installation_ticket',
  'z_report',
  'x_report',
  'handover_slip',
  'cash_slip',
  'period_report',
  'deposit_slip',
  'coupon_slip',
  'test_page',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** `ref`: the sale, return, ticket, shift, cash movement, or `register|kind|period` that the paper is about. */
export const reprintInput = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  ref: z.string().min(1).max(64),
});
export const jobInput = z.object({ jobId: z.string().min(1).max(64) });
export const openDrawerInput = z.object({
  reason: z.string().trim().min(1).max(60),
  approval: approvalInput.optional(),
});
export const paperInput = z.object({ limit: z.number().int().min(1).max(20).default(5) });

export type PrintJobView = {
  readonly jobId: string;
  readonly kind: DocumentKind | 'drawer';
  readonly ref: string;
  readonly copy: number;
  readonly state: PaperState;
  readonly fault: string | null;
  readonly attempts: number;
  readonly createdAt: number;
};

/** A sheet that came out of the virtual printer: PNG as base64, and whether the drawer sprang open. */
export type PaperSheet = {
  readonly jobId: string;
  readonly kind: DocumentKind | 'drawer';
  readonly at: number;
  readonly pngBase64: string | null;
  readonly widthDots: number;
  readonly heightDots: number;
  readonly text: string;
};

export const printerSettings = z.object({
  transport: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('virtual') }),
    z.object({
      kind: z.literal('tcp'),
      host: z.string().min(1).max(100),
      port: z.number().int().min(1).max(65_535).default(9100),
    }),
    z.object({
      kind: z.literal('serial'),
      path: z.string().min(1).max(100),
      baudRate: z.number().int().default(9600),
    }),
  ]),
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]).default(48),
  drawerPin: z.union([z.literal(2), z.literal(5)]).default(2),
  /** Ask the printer with DLE EOT after a job; `sent` stays the last word where it is off. */
  asksStatus: z.boolean().default(false),
});
export type PrinterSettings = z.infer<typeof printerSettings>;
