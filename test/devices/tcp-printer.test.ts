import { describe, expect, it } from 'vitest';
import { createTcpPrinter } from '../../electron/core/devices/tcp-printer.ts';
import type { PrinterWork, PrintOutcome } from '../../electron/core/ports.ts';
import { escposBytes } from '../../electron/core/printing/escpos.ts';
import { layOut } from '../../shared/documents/lay-out.ts';
import { receiptDocument } from '../../shared/documents/receipt.ts';
import { PERSON, SAMPLE } from '../golden/sample-documents.ts';
import { type PrinterScript, scriptedPrinter } from '../support/scripted-printer.ts';

const LIMITS = { connectMs: 500, writeMs: 300, statusMs: 200, drainMs: 200 };
const READY = [0x12, 0x12] as const;
const laidOut = layOut(receiptDocument(SAMPLE), 48, PERSON);
const WORK: PrinterWork = {
  jobId: 'a',
  kind: 'receipt',
  bytes: escposBytes(laidOut),
  laidOut,
};

async function printOn(
  script: PrinterScript,
  more: { asksStatus?: boolean; work?: PrinterWork } = {},
): Promise<{ outcome: PrintOutcome; received: readonly number[] }> {
  const printer = await scriptedPrinter(script);
  const transport = createTcpPrinter({
    host: '127.0.0.1',
    port: printer.port,
    asksStatus: more.asksStatus ?? false,
    limits: LIMITS,
  });
  try {
    const outcome = await transport.write(more.work ?? WORK);
    return { outcome, received: printer.received };
  } finally {
    await transport.close();
    await printer.close();
  }
}

describe('a printer on the network', () => {
  it('takes the whole slip; without a status the last word is sent', async () => {
    const { outcome, received } = await printOn({});
    expect(outcome).toEqual({ state: 'sent' });
    expect(received).toEqual([...WORK.bytes]);
  });

  it('confirms with its status where it is asked', async () => {
    const { outcome, received } = await printOn({ status: READY }, { asksStatus: true });
    expect(outcome).toEqual({ state: 'confirmed' });
    expect(received).toEqual([...WORK.bytes]);
  });

  it.each([
    ['paper_out', [0x12, 0x72]],
    ['paper_out', [0x32, 0x12]],
    ['cover_open', [0x16, 0x12]],
    ['offline', [0x52, 0x12]],
  ] as const)('with %s nothing is sent', async (fault, status) => {
    const { outcome, received } = await printOn({ status }, { asksStatus: true });
    expect(outcome).toEqual({ state: 'failed', fault });
    expect(received).toEqual([]);
  });

  it('one that took all and then says nothing leaves it open', async () => {
    const { outcome } = await printOn({ status: null }, { asksStatus: true });
    expect(outcome).toEqual({ state: 'unknown', fault: 'timed_out' });
  });

  it('one that is switched off is unreachable', async () => {
    const printer = await scriptedPrinter({});
    await printer.close();
    const transport = createTcpPrinter({
      host: '127.0.0.1',
      port: printer.port,
      asksStatus: false,
      limits: LIMITS,
    });
    expect(await transport.write(WORK)).toEqual({ state: 'failed', fault: 'unreachable' });
  });

  it('one that takes nothing times out', async () => {
    // More than the buffers between us and it can hold.
    const work = { ...WORK, bytes: new Uint8Array(64 * 1024 * 1024).fill(0x20) };
    const { outcome } = await printOn({ isSilent: true }, { work });
    expect(outcome).toEqual({ state: 'failed', fault: 'timed_out' });
  });

  it('a slow one is waited for as long as it moves', async () => {
    const work = { ...WORK, bytes: new Uint8Array(8 * 1024 * 1024).fill(0x20) };
    const { outcome, received } = await printOn({ slowMs: 1 }, { work });
    expect(outcome.state).toBe('sent');
    expect(received.length).toBeGreaterThan(0);
  });

  it('cut at every byte of a slip, it is never said to have printed whole when it did not', async () => {
    const all = WORK.bytes.length;
    for (let cutAfter = 1; cutAfter < all; cutAfter += 1) {
      const { outcome } = await printOn({ cutAfter, status: READY }, { asksStatus: true });
      expect(['failed', 'unknown'], `cut after ${cutAfter}`).toContain(outcome.state);
    }
  });
});
