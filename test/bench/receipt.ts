import iconv from 'iconv-lite';
import { CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import { escposBytes } from '../../electron/core/printing/escpos.ts';
import { layOut } from '../../shared/documents/lay-out.ts';
import { paperText } from '../../shared/documents/paper-text.ts';
import { receiptDocument } from '../../shared/documents/receipt.ts';
import { line, PERSON, SAMPLE } from '../golden/sample-documents.ts';
import { decodeEscpos } from '../support/escpos-decoder.ts';
import { quantile } from './made-store.ts';

const ROUNDS = 2_000;

/** A receipt of twenty lines, as a family that furnishes a house takes home. */
const DOCUMENT = receiptDocument({
  ...SAMPLE,
  lines: Array.from({ length: 20 }, (_, i) =>
    line(`美的 空调 KFR-35GW/N8XHA${i} 新一级能效`, [219_900 + i, 33_616, 186_284 + i]),
  ),
});

/** G4: document to bytes, against the bare encoding of the same text and a common library. */
function receiptBytes(): readonly object[] {
  const laidOut = layOut(DOCUMENT, 48, PERSON);
  const text = paperText(laidOut);
  const ours = () => escposBytes(layOut(DOCUMENT, 48, PERSON));
  const floor = () => iconv.encode(text, 'gb18030');
  const library = () => byLibrary(text);
  const printed = decodeEscpos(ours()).flatMap((part) => (part.kind === 'line' ? [part.text] : []));
  const wanted = text.trimEnd().split('\n');
  if (printed.length !== wanted.length) throw new Error('the bytes are not the text');
  if (printed.some((one, i) => one.trim() !== wanted[i]?.trim() || one.includes('?'))) {
    throw new Error('the bytes do not read back as the text');
  }
  const times = { ours: measure(ours), floor: measure(floor), library: measure(library) };
  const bytes = { ours: ours().length, floor: floor().length };
  return [
    record('receipt.bytes', 'us', 'bare gb18030', times.ours, times.floor, 5),
    record('receipt.bytes', 'us', 'node-thermal-printer', times.ours, times.library, 1),
    record('receipt.size', 'bytes', 'bare gb18030', bytes.ours, bytes.floor, 1.1),
  ];
}

/** The same lines through the library as its own documentation shows. */
function byLibrary(text: string): Uint8Array {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: 'tcp://127.0.0.1:9',
    characterSet: CharacterSet.CHINA,
    width: 48,
  });
  for (const one of text.split('\n')) printer.println(one);
  printer.cut();
  return printer.getBuffer() ?? new Uint8Array();
}

/** Median of a run, microseconds. */
function measure(work: () => unknown): number {
  const samples: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const start = performance.now();
    work();
    if (i >= ROUNDS / 4) samples.push((performance.now() - start) * 1000);
  }
  return quantile(samples, 0.5);
}

function record(
  bench: string,
  unit: string,
  against: string,
  value: number,
  againstValue: number,
  most: number,
): object {
  const ratio = value / againstValue;
  const goal = `<=${most}`;
  return {
    bench,
    metric: 'p50',
    value,
    unit,
    against,
    againstValue,
    ratio,
    goal,
    pass: ratio <= most,
  };
}

export const benches = { receipt: receiptBytes };
