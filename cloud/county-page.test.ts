import { describe, expect, it } from 'vitest';
import type { StoreSummary } from '../shared/contract/sync.ts';
import { countyPage } from './county-page.ts';

const NOW = Date.parse('2026-06-18T04:00:00Z');
const STORE: StoreSummary = {
  storeId: '53340001',
  name: '青山镇店',
  businessDate: '2026-06-18',
  saleCount: 3,
  takingsFen: 123_456_789,
  returnCount: 0,
  refundFen: 0,
  lastReceiptNumber: '0001-01-000003',
  lastReceiptAt: NOW - 60_000,
  lastContactAt: NOW - 30_000,
  nodes: [
    { nodeId: 'n', epoch: 1, factCount: 4, contiguousSeq: 4, highestSeq: 4, missingCount: 0 },
  ],
  journals: [{ registerId: '01', lastSeq: 40, lastAt: NOW - 60_000 }],
  journalAlarms: [],
};
const page = (...stores: StoreSummary[]) => countyPage(stores, '2026-06-18', NOW);

describe('the county head’s page', () => {
  it('shows takings in yuan, the last receipt and the last contact in Shanghai time', () => {
    const html = page(STORE);
    expect(html).toContain('￥1,234,567.89');
    expect(html).toContain('0001-01-000003<small>2026-06-18 11:59</small>');
    expect(html).toContain('完整');
  });

  it('adds all stores up and puts the largest takings first', () => {
    const small = { ...STORE, storeId: '2', name: '小店', takingsFen: 11, saleCount: 1 };
    const html = page(small, STORE);
    expect(html).toContain('<dd>￥1,234,568.00</dd>');
    expect(html.indexOf('青山镇店')).toBeLessThan(html.indexOf('小店'));
  });

  it.each([
    [11, '￥0.11'],
    [5, '￥0.05'],
    [-150, '-￥1.50'],
    [0, '￥0.00'],
  ])('writes %d fen as %s', (fen, text) => {
    expect(page({ ...STORE, takingsFen: fen })).toContain(`takings">${text}<`);
  });

  it('marks a store that misses facts, one that is silent, and one that never called', () => {
    const gap = { ...STORE, nodes: STORE.nodes.map((node) => ({ ...node, missingCount: 2 })) };
    expect(page(gap)).toContain('缺 2 条');
    expect(page({ ...STORE, lastContactAt: NOW - 86_400_000 })).toContain('久未联系');
    expect(page({ ...STORE, lastContactAt: null, nodes: [] })).toContain('从未联系');
  });

  it('shows how far each register’s journal is kept', () => {
    expect(page(STORE)).toContain('账本 01 至 40');
  });

  it.each([
    ['gap', '账本缺条'],
    ['fork', '账本被改过'],
    ['broken', '账本对不上'],
  ] as const)('marks a journal with a %s and says where it begins', (kind, words) => {
    const alarm = { registerId: '01', kind, seq: 17, firstAt: NOW - 60_000 };
    const html = page({ ...STORE, journalAlarms: [alarm, { ...alarm, seq: 20 }] });
    expect(html).toContain(`late">${words} · 01 台第 17 条`);
    expect(html).toContain('11:59 起，共 2 处');
  });

  it('says what was paid back of the takings', () => {
    expect(page(STORE)).not.toContain('退货');
    const back = { ...STORE, takingsFen: 100, returnCount: 2, refundFen: 4500 };
    expect(page(back)).toContain('已扣退货 2 笔 ￥45.00');
  });

  it('says how to begin when there is no store', () => {
    expect(page()).toContain('add-store');
  });

  it.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'&<b>"])(
    'shows a name such as %s as text',
    (name) => {
      const html = page({
        ...STORE,
        name,
        lastReceiptNumber: name,
        storeId: name,
        journals: [{ registerId: name, lastSeq: 1, lastAt: 1 }],
      });
      expect(html).not.toContain(name);
      expect(html).not.toMatch(/<script|<img|<b>/);
    },
  );

  it('needs nothing from elsewhere', () => {
    expect(page(STORE)).not.toMatch(/(src|href)=|url\(|@import/);
  });
});
