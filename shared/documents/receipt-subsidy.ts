import { type Fen, fen, plainYuan } from '../kernel/money.ts';
import type { PaperBlock } from './paper-document.ts';

/** A unit that the government pays a part of, as its receipt has to name it. Amounts in whole fen. */
export type SubsidisedUnitOnPaper = {
  readonly name: string;
  readonly serialNumber: string;
  readonly grade: string; // '1级'; empty where its goods carry none
  readonly subsidyFen: Fen;
  readonly invoiceFen: Fen; // what the customer pays and the subsidy: the amount of its own invoice
};

/** What a sale is paid with beside cash. */
export type PaidAside = {
  readonly subsidyFen: Fen;
  readonly depositFen: Fen;
  readonly payFen: Fen; // in cash
  readonly units: readonly SubsidisedUnitOnPaper[];
};

/** Under the amount due: what others pay of it, and what is left to pay. */
export function asideRows({ subsidyFen, depositFen, payFen }: PaidAside): readonly PaperBlock[] {
  if (subsidyFen === 0 && depositFen === 0) return [];
  const row = (left: string, amountFen: Fen): readonly PaperBlock[] =>
    amountFen === 0 ? [] : [{ kind: 'pair', left, right: plainYuan(fen(-amountFen)) }];
  return [
    ...row('政府补贴', subsidyFen),
    ...row('已付定金', depositFen),
    { kind: 'pair', left: '实付', right: `￥${plainYuan(payFen)}`, bold: true, size: 'tall' },
  ];
}

/**
 * What a subsidised unit's invoice has to show: each unit has an invoice of its own over what the customer pays and the
 * subsidy together, with model, serial number and grade.
 */
export function subsidyBlocks({ units }: PaidAside): readonly PaperBlock[] {
  if (units.length === 0) return [];
  return [
    { kind: 'text', text: '政府补贴商品 (每件单独开票)', bold: true },
    ...units.flatMap((unit): PaperBlock[] => [
      { kind: 'text', text: unit.name },
      {
        kind: 'pair',
        left: `S/N ${unit.serialNumber}`,
        right: unit.grade === '' ? '' : `能效等级 ${unit.grade}`,
      },
      {
        kind: 'pair',
        left: `政府补贴 ${plainYuan(fen(-unit.subsidyFen))}`,
        right: `开票金额 ${plainYuan(unit.invoiceFen)}`,
      },
    ]),
    { kind: 'rule' },
  ];
}
