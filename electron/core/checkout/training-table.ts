import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { CashTender, SoldLine } from './sale-table.ts';

/** What a practised sale would have been. */
export type PractisedContent = {
  readonly number: number; // counts the practised sales of a register, from 1
  readonly cartId: string;
  readonly lines: readonly SoldLine[];
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly tender: CashTender;
};

/** A sale that somebody in training rang up: journalled and printed as practice, and no sale. */
export type PractisedSale = {
  readonly trainingId: string;
  readonly requestId: string;
  readonly registerId: string;
  readonly shiftId: string | null; // null: practised while no shift was open
  readonly by: string;
  readonly at: number; // epoch ms
  readonly dueFen: Fen;
  readonly content: PractisedContent;
};

type Row = Omit<PractisedSale, 'content'> & { readonly content: string };

export function insertPractisedSale(db: Database, one: PractisedSale): void {
  prepared(
    db,
    `INSERT INTO training_sale (training_id, request_id, register_id, shift_id, by, at, due_fen, content)
     VALUES (@trainingId, @requestId, @registerId, @shiftId, @by, @at, @dueFen, @content)`,
  ).run({ ...one, content: JSON.stringify(one.content) });
}

/** The number of the next practised sale of a register. */
export function nextPracticeNumber(db: Database, registerId: string): number {
  const row = prepared<[string], { n: number }>(
    db,
    'SELECT count(*) AS n FROM training_sale WHERE register_id = ?',
  ).get(registerId);
  return (row?.n ?? 0) + 1;
}

export function practisedById(db: Database, trainingId: string): PractisedSale | null {
  return one(db, 'training_id', trainingId);
}

export function practisedByRequest(db: Database, requestId: string): PractisedSale | null {
  return one(db, 'request_id', requestId);
}

function one(
  db: Database,
  column: 'training_id' | 'request_id',
  bound: string,
): PractisedSale | null {
  const row = prepared<[string], Row>(
    db,
    `SELECT training_id AS trainingId, request_id AS requestId, register_id AS registerId,
       shift_id AS shiftId, by, at, due_fen AS dueFen, content
     FROM training_sale WHERE ${column} = ?`,
  ).get(bound);
  // Written by `insertPractisedSale` alone, so the shape is its own.
  return row ? { ...row, content: JSON.parse(row.content) as PractisedContent } : null;
}
