import { describe, expect, it } from 'vitest';
import { layOut } from '../../../shared/documents/lay-out.ts';
import { testPage } from '../../../shared/documents/test-page.ts';
import { drawerKick, escposBytes } from '../printing/escpos.ts';
import { slipPicture } from '../printing/raster.ts';
import { createVirtualPrinter } from './virtual-printer.ts';

const page = testPage({
  storeName: '云桥家电',
  columns: 32,
  printer: 'x',
  version: '1',
  time: 't',
});
const laidOut = layOut(page, 32, () => null);

function printer() {
  return createVirtualPrinter({ clock: { now: () => 7 }, picture: slipPicture });
}

const sheet = (jobId: string) => ({
  jobId,
  kind: 'test_page' as const,
  bytes: escposBytes(laidOut),
  laidOut,
});

describe('the virtual printer', () => {
  it('shows what it printed as a picture and as text, newest first', async () => {
    const virtual = printer();
    expect(await virtual.write(sheet('a'))).toEqual({ state: 'confirmed' });
    await virtual.write({ jobId: 'd', kind: 'drawer', bytes: drawerKick(2), laidOut: null });
    const [drawer, paper] = virtual.sheets(5);
    expect(drawer).toMatchObject({ jobId: 'd', kind: 'drawer', pngBase64: null });
    expect(paper).toMatchObject({ jobId: 'a', at: 7, widthDots: 384 });
    expect(
      Buffer.from(paper?.pngBase64 ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(paper?.text).toContain('打印测试');
  });

  it('keeps the last twenty sheets', async () => {
    const virtual = printer();
    for (let i = 0; i < 22; i += 1) {
      await virtual.write({ jobId: `d${i}`, kind: 'drawer', bytes: drawerKick(5), laidOut: null });
    }
    expect(
      virtual
        .sheets(100)
        .map((one) => one.jobId)
        .slice(0, 2),
    ).toEqual(['d21', 'd20']);
    expect(virtual.sheets(100)).toHaveLength(20);
  });

  it('can run out of paper like a real one', async () => {
    const virtual = printer();
    virtual.breakWith('paper_out');
    expect(await virtual.write(sheet('a'))).toEqual({ state: 'failed', fault: 'paper_out' });
    virtual.breakWith(null);
    expect(await virtual.write(sheet('a'))).toEqual({ state: 'confirmed' });
    expect(virtual.sheets(5)).toHaveLength(1);
  });
});
