import { z } from 'zod';
import { approvalInput, fenInput } from './answer.ts';

export const searchInput = z.object({
  text: z.string().max(80),
  limit: z.number().int().min(1).max(50).default(20),
});

/** A good as a search result or a quick tile shows it. Amounts in fen, stock in thousandths. */
export type ItemCard = {
  readonly sku: string;
  readonly kind: 'goods' | 'service' | 'material';
  readonly brand: string;
  readonly model: string;
  readonly name: string;
  readonly category: string;
  /** One character that stands for the category: 冰 空 洗 视 热 材 … */
  readonly tile: string;
  readonly spec: string;
  readonly unitLabel: string;
  readonly energyGrade: string | null;
  readonly colour: string | null;
  readonly serial: 'none' | 'one' | 'ac_split';
  readonly needsInstall: boolean;
  readonly listFen: number | null;
  readonly stockMilli: number;
};

export const createItemInput = z.object({
  code: z.string().max(40).nullable(),
  brand: z.string().trim().max(30),
  model: z.string().trim().max(60),
  name: z.string().trim().min(1).max(80),
  category: z.string().trim().min(1).max(20),
  listFen: fenInput.min(1),
  unitLabel: z.string().trim().min(1).max(4).default('台'),
  serial: z.enum(['none', 'one', 'ac_split']).default('none'),
  needsInstall: z.boolean().default(false),
  approval: approvalInput.optional(),
});

/** What a column of a price list can mean. */
export const COLUMN_MEANINGS = [
  'brand',
  'name',
  'model',
  'own_code',
  'barcode',
  'category',
  'list_price',
  'floor_price',
  'settlement_price',
  'cost_price',
  'energy_grade',
  'colour',
  'spec',
  'unit',
  'stock',
  'ignore',
] as const;
export type ColumnMeaning = (typeof COLUMN_MEANINGS)[number];

export const previewInput = z.object({
  fileName: z.string().min(1).max(200),
  contentBase64: z.string().max(80_000_000),
  supplier: z.string().trim().max(40).optional(),
  /** The owner's correction: header text -> meaning. Remembered for the supplier on commit. */
  mapping: z.record(z.string(), z.enum(COLUMN_MEANINGS)).optional(),
});

/** `isHeld`: the row is left out unless its number is in `acceptQuestions` of the commit. */
export type ImportIssue = { readonly row: number; readonly why: string; readonly isHeld?: true };

export type ImportLine = {
  readonly row: number;
  readonly verdict: 'new' | 'changed' | 'unchanged' | 'refused';
  readonly brand: string;
  readonly model: string;
  readonly name: string;
  readonly category: string;
  readonly oldListFen: number | null;
  readonly listFen: number | null;
  readonly floorFen: number | null;
  readonly why: string | null;
};

export type ImportPreview = {
  readonly previewId: string;
  readonly fileName: string;
  readonly supplier: string;
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly rows: number;
  readonly priced: number;
  readonly counts: {
    readonly new: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly refused: number;
  };
  readonly columns: readonly {
    readonly header: string;
    readonly meaning: ColumnMeaning;
    readonly filled: number;
    readonly empty: number;
    readonly samples: readonly string[];
  }[];
  readonly refused: readonly ImportIssue[];
  readonly questions: readonly ImportIssue[];
  /** The first few hundred rows, refused and changed ones first. */
  readonly lines: readonly ImportLine[];
};

export type ImportRecord = {
  readonly importId: string;
  readonly fileName: string;
  readonly supplier: string;
  readonly at: number;
  readonly by: string;
  readonly counts: ImportPreview['counts'];
  readonly state: 'done' | 'undone' | 'undo';
  readonly canUndo: boolean;
};
