import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { escposBytes } from '../../electron/core/printing/escpos.ts';
import { decodeEscpos } from '../../test/support/escpos-decoder.ts';
import { fen } from '../kernel/money.ts';
import { isGbk } from './gbk-characters.ts';
import { layOut } from './lay-out.ts';
import { type ReceiptInput, receiptDocument } from './receipt.ts';
import { printable, textWidth, wrapText } from './text-width.ts';

const SEED = Number(process.env.PAPER_SEED ?? 618);
const RUNS = Number(process.env.PAPER_RUNS ?? 10_000);

/** Question marks of the text itself, also those that hide in other characters. */
const QUESTIONS = /[?⁇⁈⁉⸮︖﹖]/g;

/** Texts as staff type them and worse: Chinese, ASCII, what GBK has not, control characters, emoji. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...'美的空调冰箱KFR-35GW/ ()0123 ¥²…—·“”㼆𬭚😀\u001b\u0000é'),
    maxLength: 80,
  }),
);
const amount = fc.integer({ min: 0, max: 9_999_999_99 });

const receipt: fc.Arbitrary<ReceiptInput> = fc.record({
  store: fc.record({ name: text, branch: text, address: text, phone: text }),
  receiptNumber: fc.constant('0001-01-000123'),
  registerId: fc.constant('01'),
  registerSerial: fc.option(text),
  journalSeq: fc.option(fc.nat()),
  verifyCode: fc.constant('9F3A21C7'),
  version: fc.constant('1.0.0'),
  cashier: text,
  completedAt: fc.constant(Date.parse('2026-06-18T10:25:31+08:00')),
  customerId: fc.option(fc.constant('p1')),
  lines: fc.array(
    fc.record({
      name: text,
      quantityMilli: fc.integer({ min: 1, max: 99_999_000 }),
      unitLabel: fc.constantFrom('台', '米', ''),
      unitListFen: amount.map(fen),
      discountFen: amount.map(fen),
      netFen: amount.map(fen),
      serials: fc.array(
        fc.record({
          role: fc.constantFrom('unit' as const, 'outdoor' as const, 'indoor' as const),
          serialNumber: text,
        }),
        { maxLength: 2 },
      ),
      note: text,
    }),
    { maxLength: 5 },
  ),
  itemCount: fc.nat(),
  listFen: amount.map(fen),
  discounts: fc.array(fc.record({ name: text, amountFen: amount.map(fen) }), { maxLength: 3 }),
  roundingFen: fc.integer({ min: -99, max: 99 }).map(fen),
  dueFen: amount.map(fen),
  tenders: fc.array(fc.record({ name: text, amountFen: amount.map(fen) }), { maxLength: 2 }),
  changeFen: fc.option(amount.map(fen)),
  warranty: fc.constant({ returnUntil: null, exchangeUntil: null, machineUntil: null }),
  delivery: fc.constant([]),
  lookupCode: fc.option(fc.constant('YQ1|R|0001-01-000123')),
  isTraining: fc.boolean(),
  isDemo: fc.boolean(),
  note: text,
});

describe('laying out a receipt', () => {
  it(`no line of ${RUNS} random receipts is wider than the paper, nothing prints as a question mark`, () => {
    fc.assert(
      fc.property(receipt, fc.constantFrom(32, 42, 48), text, (input, columns, name) => {
        const noQuestions = JSON.parse(
          JSON.stringify(input).replace(QUESTIONS, '!'),
        ) as ReceiptInput;
        const person = () => name.replace(QUESTIONS, '!');
        const laidOut = layOut(receiptDocument(noQuestions), columns as 32 | 42 | 48, person);
        const shown = laidOut.lines.flatMap((line) => (line.kind === 'text' ? [line] : []));
        for (const line of shown) {
          const width = textWidth(line.text) * (line.size === 'double' ? 2 : 1);
          // Plain throws: ten thousand receipts have a million lines.
          if (width > columns) throw new Error(`too wide: ${line.text}`);
          if (line.text.includes('?')) throw new Error(`question mark: ${line.text}`);
        }
        const printed = decodeEscpos(escposBytes(laidOut));
        const lines = printed.flatMap((part) => (part.kind === 'line' ? [part] : []));
        const wanted = laidOut.lines.flatMap((line) =>
          line.kind === 'text' || line.kind === 'rule' ? [line.text] : [],
        );
        const read = lines.map((line) => line.text).join('\n');
        if (read !== wanted.join('\n')) throw new Error(`read back differently: ${read}`);
      }),
      { seed: SEED, numRuns: RUNS, verbose: 0 },
    );
  }, 120_000);

  it('a deleted person prints as deleted', () => {
    const document = {
      version: 1 as const,
      kind: 'receipt' as const,
      copy: 0,
      blocks: [
        { kind: 'text' as const, text: [{ person: 'p', field: 'name' as const, masked: true }] },
      ],
    };
    expect(layOut(document, 48, () => null).lines).toEqual([
      { kind: 'text', text: '已删除', size: 'normal', bold: false },
    ]);
  });

  it('a character that the printer has not is replaced and reported once', () => {
    const document = {
      version: 1 as const,
      kind: 'receipt' as const,
      copy: 0,
      blocks: [{ kind: 'text' as const, text: '㼆先生 㼆' }],
    };
    const laidOut = layOut(document, 32, () => null);
    expect(laidOut.lines[0]).toMatchObject({ text: '□先生 □' });
    expect(laidOut.missing).toEqual(['㼆']);
  });
});

describe('width of text on paper', () => {
  it('the printer’s characters are exactly those that GBK and GB18030 write alike in two bytes', () => {
    for (let code = 0x80; code < 0x10000; code += 1) {
      if (code >= 0xd800 && code <= 0xf8ff) continue;
      const character = String.fromCharCode(code);
      const gbk = iconv.encode(character, 'gbk');
      const same = gbk.length === 2 && gbk.equals(iconv.encode(character, 'gb18030'));
      if (isGbk(code) !== same) throw new Error(`U+${code.toString(16)}`);
    }
  });

  it.each([
    ['¥99', '￥99'],
    ['5m²', '5m2'],
    ['空\u001b@调\u0000', '空@调'],
    ['a\u00a0b\tc', 'a b c'],
    ['señor', 'senor'],
    ['😀好', '□好'],
    ['…—·“', '…—·“'],
  ])('%j prints as %j', (before, after) => {
    expect(printable(before)).toBe(after);
  });

  it.each(['…', '—', '·', '“', '空', '￥'])('%s takes two columns, as on the printer', (one) => {
    expect(textWidth(one)).toBe(2);
  });

  it('a Chinese character never straddles the edge', () => {
    expect(wrapText('a空调冰箱', 4)).toEqual(['a空', '调冰', '箱']);
  });

  it('a model number stays whole where it fits the next line', () => {
    expect(wrapText('美的 空调 一级 KFR-35GW', 20)).toEqual(['美的 空调 一级', 'KFR-35GW']);
  });
});
