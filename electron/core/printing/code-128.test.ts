import { toSVG } from 'bwip-js/node';
import { describe, expect, it } from 'vitest';
import { code128Modules } from './code-128.ts';

describe('barcodes on paper', () => {
  it.each(['T0001-000045', 'ZD-0123456789', 'a{b}~ !'])(
    '%s is as wide as another maker draws it',
    (data) => {
      const modules = code128Modules(data);
      const width = modules.reduce((sum, one) => sum + one, 0);
      // Start, each character and the check are 11 modules, the stop 13.
      expect(width).toBe((data.length + 2) * 11 + 13);
      expect(modules.length % 2).toBe(1);
    },
  );

  it('draws the same bars as another maker where both stay in one set', () => {
    const svg = toSVG({
      bcid: 'code128',
      text: 'AB-CDEF',
      scaleX: 1,
      height: 10,
      includetext: false,
    });
    const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    const scale = width / code128Modules('AB-CDEF').reduce((sum, one) => sum + one, 0);
    const theirs = [...svg.matchAll(/stroke-width="(\d+)" d="([^"]+)"/g)].flatMap(([, w, d = '']) =>
      [...d.matchAll(/M([\d.]+) /g)].map(([, x]) => ({
        from: (Number(x) - Number(w) / 2) / scale,
        width: Number(w) / scale,
      })),
    );
    let at = 0;
    const ours = code128Modules('AB-CDEF').flatMap((modules, i) => {
      const from = at;
      at += modules;
      return i % 2 === 0 ? [{ from, width: modules }] : [];
    });
    expect(theirs.sort((a, b) => a.from - b.from)).toEqual(ours);
  });
});
