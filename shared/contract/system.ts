import { z } from 'zod';
import { DEFAULT_CUTOFF_MINUTES } from '../kernel/business-date.ts';
import type { JournalFork } from './journal-copy.ts';
import { printerSettings } from './printing.ts';

/** How a cash total is rounded in the customer's favour (抹零). `half_up` modes are declared ones. */
export const CASH_ROUNDINGS = [
  'none',
  'floor_jiao',
  'floor_yuan',
  'half_up_jiao',
  'half_up_yuan',
] as const;

export const settingsInput = z.object({
  cashRounding: z.enum(CASH_ROUNDINGS),
  autoLockMinutes: z.number().int().min(1).max(240),
  /** When a business date ends, minutes past midnight; a shift that is open keeps its date and its cut-off. */
  dayCutoffMinutes: z.number().int().min(0).max(720),
  /** The shop's administrative code of 2, 4 or 6 digits: which subsidy policies hold here; empty: those of the whole country. */
  region: z
    .string()
    .regex(/^(\d{2}|\d{4}|\d{6})?$/)
    .default(''),
  printer: printerSettings,
  scanner: z.object({
    serialPath: z.string().max(100).nullable(),
    baudRate: z.number().int().default(9600),
  }),
  cloud: z.object({ url: z.string().max(200).nullable(), token: z.string().max(200).nullable() }),
});
export type Settings = z.infer<typeof settingsInput>;

export const DEFAULT_SETTINGS: Settings = {
  cashRounding: 'floor_jiao',
  autoLockMinutes: 10,
  dayCutoffMinutes: DEFAULT_CUTOFF_MINUTES,
  region: '',
  printer: { transport: { kind: 'virtual' }, columns: 48, drawerPin: 2, asksStatus: false },
  scanner: { serialPath: null, baudRate: 9600 },
  cloud: { url: null, token: null },
};

/** What the chips at the top right show; quiet when all is well. */
export type SystemStatus = {
  readonly now: number;
  readonly printer: {
    readonly state: 'ready' | 'trouble';
    readonly describe: string;
    readonly fault: string | null;
    readonly stuckCount: number;
  };
  readonly sync: {
    readonly state: 'off' | 'idle' | 'sending' | 'unreachable';
    readonly waiting: number;
    readonly parked: number;
    /** Sent and not answered: nobody knows yet whether the cloud has them. */
    readonly unconfirmed: number;
    readonly oldestWaitingAt: number | null;
    readonly lastError: string | null;
    /** How far this register's journal is in the cloud; `fork` of any register: somebody has to look. */
    readonly journal: {
      readonly seq: number;
      readonly ackedSeq: number;
      readonly fork: JournalFork | null;
      readonly lastError: string | null;
    };
  };
  readonly scanner: { readonly state: 'none' | 'ready' | 'lost' };
  /** Free space for the store's data; null when the system does not say. */
  readonly disk: { readonly freeBytes: number | null };
  readonly isVirtualPrinter: boolean;
};

/** Events announce, they never command: the screen reads again what they name. */
export type CoreEvent =
  | { readonly type: 'cart.changed' }
  /** A scanner on a serial port read a code; the screen decides what it is for and calls `cart.scan`. */
  | { readonly type: 'scan.received'; readonly code: string }
  | { readonly type: 'sale.completed'; readonly saleId: string }
  | { readonly type: 'goods.returned'; readonly returnId: string }
  | { readonly type: 'practice.completed'; readonly trainingId: string }
  | { readonly type: 'paper.changed' }
  | { readonly type: 'sync.changed' }
  | { readonly type: 'shift.changed' }
  | { readonly type: 'catalog.changed' }
  /** One was written or stopped, or one started or ended by time. */
  | { readonly type: 'promotions.changed' }
  | {
      readonly type: 'promotions.tried';
      readonly trialId: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'session.changed' }
  | { readonly type: 'backup.changed' }
  | { readonly type: 'health.changed' }
  | { readonly type: 'journal.progress'; readonly done: number; readonly total: number }
  | { readonly type: 'import.progress'; readonly done: number; readonly total: number };
