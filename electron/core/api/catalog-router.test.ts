import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type DemoTill, demoTill } from '../../../test/support/demo-till.ts';

let demo: DemoTill;
let cashier: Caller;
let owner: Caller;
beforeAll(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  owner = await demo.signIn('owner');
});
afterAll(() => demo.close());

const contentOf = (text: string) => Buffer.from(text, 'utf8').toString('base64');

async function previewed(text: string, more: { readonly supplier?: string } = {}) {
  const answer = await owner.catalog.previewImport({
    fileName: '六月.csv',
    contentBase64: contentOf(text),
    ...more,
  });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

describe('goods asked for by the screen', () => {
  it('are found by code with price and stock, or named as not found', async () => {
    expect(await cashier.catalog.byCode({ code: ' 100001 ' })).toMatchObject({
      ok: true,
      value: { sku: '100001', listFen: 189_800, tile: '空' },
    });
    expect(await cashier.catalog.byCode({ code: '4000000000000' })).toEqual({
      ok: false,
      refusal: { code: 'code_not_found', params: { code: '4000000000000' } },
    });
  });

  it('are found while typing, as many as asked for and no more', async () => {
    expect(await cashier.catalog.search({ text: 'xtexyj', limit: 3 })).toHaveLength(3);
    expect((await cashier.catalog.search({ text: '美的空调' })).length).toBeLessThanOrEqual(20);
    expect(await cashier.catalog.search({ text: '   ' })).toEqual([]);
    await expect(cashier.catalog.search({ text: 'x'.repeat(81) })).rejects.toThrow();
    await expect(cashier.catalog.search({ text: 'x', limit: 51 })).rejects.toThrow();
  });

  it('come as a dozen tiles before anything is typed', async () => {
    expect(await cashier.catalog.quickItems()).toHaveLength(12);
  });
});

describe('a good that the till does not know yet', () => {
  const good = {
    code: '6901234567892',
    brand: '苏泊尔',
    model: 'SW-15S05',
    name: '电水壶',
    category: '小家电',
    listFen: 12_900,
  };
  const code = (answer: { ok: boolean; refusal?: { code: string } }) => answer.refusal?.code;

  it('is not created by a cashier alone, nor with another cashier’s PIN or a wrong one', async () => {
    expect(await cashier.catalog.createItem(good)).toEqual({
      ok: false,
      refusal: { code: 'approval_needed', params: { right: 'edit_items' } },
    });
    const own = { staffId: 'demo-cashier', pin: '1111' };
    expect(code(await cashier.catalog.createItem({ ...good, approval: own }))).toBe(
      'approval_refused',
    );
    const wrong = { staffId: 'demo-manager', pin: '9999' };
    expect(code(await cashier.catalog.createItem({ ...good, approval: wrong }))).toBe('pin_wrong');
    expect((await cashier.catalog.byCode({ code: good.code })).ok).toBe(false);
  });

  it('is created when the manager agrees in place, and can be sold at once', async () => {
    const approval = { staffId: 'demo-manager', pin: '2222' };
    expect(await cashier.catalog.createItem({ ...good, approval })).toMatchObject({
      ok: true,
      value: { name: '电水壶', listFen: 12_900 },
    });
    expect(await cashier.catalog.byCode({ code: good.code })).toMatchObject({ ok: true });
  });

  it('is never asked about when its code is taken or mistyped', async () => {
    expect(code(await cashier.catalog.createItem(good))).toBe('code_taken');
    expect(code(await cashier.catalog.createItem({ ...good, code: '6901234567893' }))).toBe(
      'check_digit_wrong',
    );
  });

  it('is created by an owner alone', async () => {
    const mine = { ...good, code: '6901234567908', model: 'SW-17J' };
    expect((await owner.catalog.createItem(mine)).ok).toBe(true);
  });
});

describe('a price list brought in by the owner', () => {
  it('is no business of a cashier', async () => {
    const list = { fileName: 'a.csv', contentBase64: contentOf('型号,零售价\nZR-1A,99\n') };
    for (const call of [
      () => cashier.catalog.previewImport(list),
      () => cashier.catalog.commitImport({ previewId: 'p' }),
      () => cashier.catalog.undoImport({ importId: 'i' }),
      () => cashier.catalog.imports(),
    ]) {
      await expect(call()).rejects.toThrow('right_missing');
    }
  });

  it('is shown, imported, sold from at once, and taken back', async () => {
    const { previewId, counts } = await previewed(
      '品牌,型号,零售价,限价\n美的,ZR-1A,1999,1899\n美的,ZR-2A,2999,\n',
    );
    expect(counts).toMatchObject({ new: 2 });
    expect(await cashier.catalog.search({ text: 'zr1a' })).not.toContainEqual(
      expect.objectContaining({ model: 'ZR-1A' }),
    );
    const done = await owner.catalog.commitImport({ previewId });
    if (!done.ok) throw new Error(done.refusal.code);
    const [found] = await cashier.catalog.search({ text: 'zr1a' });
    expect(found).toMatchObject({ model: 'ZR-1A', listFen: 199_900 });
    expect(await owner.catalog.commitImport({ previewId })).toMatchObject({
      refusal: { code: 'preview_expired' },
    });

    await cashier.cart.scan({ code: found?.sku ?? '', source: 'typed' });
    const { importId } = done.value;
    expect(await owner.catalog.undoImport({ importId })).toMatchObject({ ok: true });
    const cart = await cashier.cart.current();
    expect(cart.lines.map(({ sku }) => sku)).toContain(found?.sku);
    expect(cart.dueFen).toBe(199_900);
    expect(await cashier.catalog.byCode({ code: found?.sku ?? '' })).toMatchObject({ ok: true });
    expect((await owner.catalog.imports())[0]).toMatchObject({ state: 'undo' });
  });

  it('may be clicked twice at once: it is imported once', async () => {
    const { previewId } = await previewed('品牌,型号,零售价\n美的,ZR-5A,1999\n', {
      supplier: '华强',
    });
    const answers = await Promise.all([
      owner.catalog.commitImport({ previewId }),
      owner.catalog.commitImport({ previewId }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await owner.catalog.suppliers()).toContain('华强');
  });

  it('that is none is refused by name, whatever was sent', async () => {
    for (const content of ['', contentOf('你好'), '%%%', contentOf('\u0000\u0001\u0000')]) {
      const answer = await owner.catalog.previewImport({ fileName: 'x', contentBase64: content });
      expect(answer.ok).toBe(false);
    }
  });
});
