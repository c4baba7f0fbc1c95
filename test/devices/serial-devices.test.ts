import { afterEach, describe, expect, it } from 'vitest';
import { createSerialPrinter } from '../../electron/core/devices/serial-printer.ts';
import {
  createSerialScanner,
  type SerialScanner,
} from '../../electron/core/devices/serial-scanner.ts';
import type { PrinterWork } from '../../electron/core/ports.ts';
import { escposBytes } from '../../electron/core/printing/escpos.ts';
import { layOut } from '../../shared/documents/lay-out.ts';
import { receiptDocument } from '../../shared/documents/receipt.ts';
import { PERSON, SAMPLE } from '../golden/sample-documents.ts';
import { decodeEscpos } from '../support/escpos-decoder.ts';
import { ptyPair } from '../support/pty-pair.ts';

const laidOut = layOut(receiptDocument(SAMPLE), 48, PERSON);
const WORK: PrinterWork = { jobId: 'a', kind: 'receipt', bytes: escposBytes(laidOut), laidOut };
const LIMITS = { connectMs: 1_000, writeMs: 500, statusMs: 300 };

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (!condition()) throw new Error('it never happened');
}

const scanners: SerialScanner[] = [];
afterEach(async () => {
  for (const scanner of scanners.splice(0)) await scanner.close();
});

async function scannerOn(path: string) {
  const codes: string[] = [];
  const states: string[] = [];
  const scanner = createSerialScanner({
    path,
    baudRate: 9600,
    onCode: (code) => codes.push(code),
    onState: (state) => states.push(state),
  });
  scanners.push(scanner);
  return { codes, states, scanner };
}

describe('a scanner on a serial port', () => {
  it.each([['\r'], ['\n'], ['\r\n']])('codes ended by %j land', async (suffix) => {
    const pty = ptyPair();
    const { codes, scanner } = await scannerOn(pty.path);
    await until(() => scanner.state() === 'ready');
    await pty.send(`6922233612192${suffix}0A12345678901234${suffix}`);
    await until(() => codes.length === 2);
    expect(codes).toEqual(['6922233612192', '0A12345678901234']);
    await scanner.close();
    pty.unplug();
  });

  it('a code without a suffix lands after a pause', async () => {
    const pty = ptyPair();
    const { codes, scanner } = await scannerOn(pty.path);
    await until(() => scanner.state() === 'ready');
    await pty.send('6922233612192');
    await until(() => codes.length === 1);
    expect(codes).toEqual(['6922233612192']);
    await scanner.close();
    pty.unplug();
  });

  it('garbage and a flood spoil nothing that comes after them', async () => {
    const pty = ptyPair();
    const { codes, scanner } = await scannerOn(pty.path);
    await until(() => scanner.state() === 'ready');
    await pty.send(Uint8Array.from([0x00, 0xff, 0xfe, 0x07, 0x0d]));
    await pty.send(`${'9'.repeat(20_000)}\r`);
    for (let i = 0; i < 50; i += 1) await pty.send(`SERIAL-${String(i).padStart(4, '0')}\r`);
    await until(() => codes.includes('SERIAL-0049'));
    const whole = Array.from({ length: 50 }, (_, i) => `SERIAL-${String(i).padStart(4, '0')}`);
    expect(codes.filter((code) => code.startsWith('SERIAL'))).toEqual(whole);
    await scanner.close();
    pty.unplug();
  });

  it('an unplugged scanner is noticed, and one that is not there is waited for', async () => {
    const pty = ptyPair();
    const { states, scanner } = await scannerOn(pty.path);
    await until(() => scanner.state() === 'ready');
    pty.unplug();
    await until(() => scanner.state() === 'lost');
    expect(states).toEqual(['ready', 'lost']);
    const missing = await scannerOn('/dev/pts/does-not-exist');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(missing.scanner.state()).toBe('lost');
  });
});

describe('a printer on a serial port', () => {
  it('takes the whole slip, byte for byte', async () => {
    const pty = ptyPair();
    const printer = createSerialPrinter({
      path: pty.path,
      baudRate: 9600,
      asksStatus: false,
      limits: LIMITS,
    });
    expect(await printer.write(WORK)).toEqual({ state: 'sent' });
    await until(() => pty.received.length >= WORK.bytes.length);
    expect(decodeEscpos(Uint8Array.from(pty.received))).toEqual(decodeEscpos(WORK.bytes));
    pty.unplug();
  });

  it.each([
    [[0x12, 0x12], { state: 'confirmed' }],
    [[0x12, 0x72], { state: 'failed', fault: 'paper_out' }],
    [[0x16, 0x12], { state: 'failed', fault: 'cover_open' }],
  ])('with status %j the job is %j', async (status, outcome) => {
    const pty = ptyPair();
    pty.onData((chunk) => {
      if (chunk.includes(Buffer.of(0x10, 0x04))) void pty.send(Uint8Array.from(status));
    });
    const printer = createSerialPrinter({
      path: pty.path,
      baudRate: 9600,
      asksStatus: true,
      limits: LIMITS,
    });
    expect(await printer.write(WORK)).toEqual(outcome);
    pty.unplug();
  });

  it('one that is not there is unreachable', async () => {
    const printer = createSerialPrinter({
      path: '/dev/pts/does-not-exist',
      baudRate: 9600,
      asksStatus: false,
      limits: LIMITS,
    });
    expect(await printer.write(WORK)).toEqual({ state: 'failed', fault: 'unreachable' });
  });
});
