import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { saleFiguresIn } from './closing-totals.ts';

const FIGURES = {
  discountFen: 300,
  dueFen: 219_600,
  listFen: 219_900,
  netFen: 219_600,
  roundingFen: 0,
};

/** A sale whose lines and names hold everything that could be taken for its figures. */
const saleWith = (name: string) => ({
  ...FIGURES,
  allocation: name,
  cartId: name,
  lines: [
    { listFen: 1, netFen: 2, unitListFen: 3, discountFen: 4, dueFen: 5, roundingFen: 6, name },
    { listFen: 7, netFen: 8, adjustments: [{ fen: 9, netFen: 10 }], name },
  ],
  note: name,
  tenders: [{ amountFen: 219_600, changeFen: 0, kind: 'cash', tenderedFen: 220_000 }],
});

describe('the figures of a sale in its entry', () => {
  it.each([
    '海尔冰箱',
    '"dueFen":1,',
    '\\"netFen":1',
    '","listFen":5,"netFen":5,"roundingFen":5,"x":"',
    '{"lines":[{"discountFen":1}]}',
    '\u0022dueFen\u0022:1',
  ])('are the ones of the sale itself, whatever stands in its lines and names (%j)', (name) => {
    const text = canonicalJson(saleWith(name));
    expect(JSON.parse(text)).toMatchObject(FIGURES);
    expect(saleFiguresIn(text)).toEqual(FIGURES);
  });

  it('are not guessed where one is missing', () => {
    const { netFen: _, ...rest } = FIGURES;
    expect(saleFiguresIn(canonicalJson({ ...rest, lines: [] }))).toBeNull();
    expect(saleFiguresIn('{"dueFen":')).toBeNull();
  });
});
