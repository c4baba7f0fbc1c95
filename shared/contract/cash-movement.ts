import { z } from 'zod';
import { approvalInput, fenInput } from './answer.ts';

/** Why cash moved without a sale, by the direction it went. */
export const CASH_CATEGORIES = {
  paid_in: ['float_top_up', 'debt_collected', 'other_in'],
  paid_out: ['freight', 'meals', 'purchase', 'repair', 'other_out'],
  safe_drop: ['safe_drop'],
  bank_deposit: ['bank_deposit'],
} as const;
export type CashMovementKind = keyof typeof CASH_CATEGORIES;
export type CashCategory = (typeof CASH_CATEGORIES)[CashMovementKind][number];

const kinds = ['paid_in', 'paid_out', 'safe_drop', 'bank_deposit'] as const;
const categories = Object.values(CASH_CATEGORIES).flat() as [CashCategory, ...CashCategory[]];

/** `amountFen` is what moved, always positive; the kind says which way. The same `requestId` is answered the same. */
export const moveCashInput = z.object({
  requestId: z.string().min(8).max(64),
  kind: z.enum(kinds),
  amountFen: fenInput,
  category: z.enum(categories),
  payee: z.string().trim().max(40).default(''),
  slipNumber: z.string().trim().max(40).default(''),
  note: z.string().trim().max(120).default(''),
  approval: approvalInput.optional(),
});
export type MoveCashInput = z.infer<typeof moveCashInput>;
export const undoMovementInput = z.object({
  requestId: z.string().min(8).max(64),
  movementId: z.string().min(1).max(64),
  note: z.string().trim().min(1).max(120),
  approval: approvalInput.optional(),
});

/** A movement as the screen lists it; `amountFen` is signed, what the drawer gained. */
export type CashMovementView = {
  readonly movementId: string;
  readonly kind: CashMovementKind;
  readonly amountFen: number;
  readonly category: CashCategory;
  readonly payee: string;
  readonly slipNumber: string;
  readonly note: string;
  readonly at: number;
  readonly byName: string;
  readonly approvedByName: string | null;
  readonly isUndone: boolean;
  readonly undoes: string | null;
};
