import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../../shared/contract/catalog.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { catalogTill, OWNER } from '../../../test/support/catalog-till.ts';
import { firstBrokenEntry, lastEntry } from '../journal/journal-table.ts';
import { commitImport } from './commit-import.ts';
import { createItem } from './create-item.ts';
import { supplierMapping } from './import-table.ts';
import { countItems } from './item-table.ts';
import { type PriceListFile, previewImport } from './preview-import.ts';
import { currentPrices, insertPriceChange, NO_PRICES } from './price-table.ts';
import { findByCode, searchItems } from './search.ts';
import { insertStockMovement } from './stock-table.ts';
import { listImports, undoImport } from './undo-import.ts';

const SAMPLES = new URL('../../../test/fixtures/pricelists/', import.meta.url);

let till: ReturnType<typeof catalogTill>;
beforeEach(() => {
  till = catalogTill();
});

async function preview(file: PriceListFile): Promise<ImportPreview> {
  const answer = await previewImport(till, file);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

function csv(text: string, more: Partial<PriceListFile> = {}): PriceListFile {
  return { fileName: 'list.csv', bytes: Buffer.from(text, 'utf8'), ...more };
}

async function imported(file: PriceListFile, acceptQuestions: readonly number[] = []) {
  const { previewId } = await preview(file);
  const done = await commitImport(till, OWNER, { previewId, acceptQuestions });
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value;
}

function priceOf(text: string): number | null | undefined {
  return searchItems(till.db, text, 1)[0]?.listFen;
}

describe('the sample lists of real dealers', () => {
  it.each([
    ['tmall-stock-pricelist.xlsx', 180, '天猫库存物料价目表', 1],
    ['dealer-application-form.xlsx', 80, '申请表', 3],
    ['goods-sheet-blank-first-row.xlsx', 70, '9月货品表', 2],
    ['supplier-gbk.csv', 70, null, 1],
    ['system-export-utf8-bom.csv', 59, null, 1],
  ])('%s holds %i priced goods', async (fileName, priced, sheet, headerRow) => {
    const bytes = readFileSync(new URL(fileName, SAMPLES));
    const seen = await preview({ fileName, bytes });
    expect(seen).toMatchObject({
      rows: priced,
      priced,
      sheet,
      headerRow,
      refused: [],
      questions: [],
    });
    expect(seen.counts.new + seen.counts.unchanged).toBe(priced);
    expect(seen.columns.some(({ meaning }) => meaning === 'list_price')).toBe(true);
  });

  it('all come in once, and a second time change nothing', async () => {
    const files = readdirSync(SAMPLES).filter((name) => name !== 'not-a-pricelist.xlsx');
    for (const fileName of files) {
      await imported({ fileName, bytes: readFileSync(new URL(fileName, SAMPLES)) });
    }
    const count = countItems(till.db);
    expect(count).toBe(458); // one stove stands twice in the goods sheet, at one price
    for (const fileName of files) {
      const again = await preview({ fileName, bytes: readFileSync(new URL(fileName, SAMPLES)) });
      expect(again.counts, fileName).toMatchObject({ new: 0, changed: 0 });
    }
    expect(findByCode(till.db, '20.04.01.01.001')?.model).toBe('KFR-35GW/JD31+B1');
    expect(findByCode(till.db, '00001')?.brand).toBe('老板');
  });

  it('a file that is no price list changes nothing', async () => {
    const bytes = readFileSync(new URL('not-a-pricelist.xlsx', SAMPLES));
    const answer = await previewImport(till, { fileName: 'x.xlsx', bytes });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'price_list_without_header' } });
    expect(countItems(till.db)).toBe(0);
  });
});

describe('traps of real sheets', () => {
  it('finds the header under a title and a department line, and skips a draft beside it', async () => {
    const seen = await preview(
      csv('价目表,,\n部门：一部,,\n,,\n品牌,型号,零售价\n美的,KFR-35GW/A1,1999\n'),
    );
    expect(seen).toMatchObject({ headerRow: 4, rows: 1, priced: 1 });
    expect(seen.lines[0]).toMatchObject({
      row: 5,
      brand: '美的',
      model: 'KFR-35GW/A1',
      category: '空调',
    });
  });

  it('counts what a column leaves empty, and takes the second floor column where the first is blank', async () => {
    const seen = await preview(
      csv('型号,零售价,限价,云仓底价\nBCD-1A,999,,900\nBCD-2A,999,950,900\n'),
    );
    expect(seen.columns.map(({ meaning, empty }) => [meaning, empty])).toEqual([
      ['model', 0],
      ['list_price', 0],
      ['floor_price', 1],
      ['floor_price', 0],
    ]);
    expect(seen.lines.map(({ floorFen }) => floorFen)).toEqual([90_000, 95_000]);
  });

  it('keeps twins apart and joins what only a blank separates', async () => {
    await imported(csv('品牌,型号,零售价\n美的,F60-33Q7Pro,1999\n美的,F60-33Q7Pro(HE),2199\n'));
    const again = await preview(csv('品牌,型号,零售价\n美的,F60-33Q7 Pro(HE),2299\n'));
    expect(countItems(till.db)).toBe(2);
    expect(again.lines[0]).toMatchObject({
      verdict: 'changed',
      oldListFen: 219_900,
      listFen: 229_900,
    });
  });

  it('reads GB18030, UTF-16 and semicolons', async () => {
    const gbk = Buffer.from([
      0xd0, 0xcd, 0xba, 0xc5, 0x2c, 0xc1, 0xe3, 0xca, 0xdb, 0xbc, 0xdb, 0x0a,
    ]);
    const list = Buffer.concat([gbk, Buffer.from('AB-1,99\n')]);
    expect((await preview({ fileName: 'a.csv', bytes: list })).priced).toBe(1);
    const text = '\ufeff型号;零售价\r\nAB-1;99,00\r\nAB-2;"1,999"\r\n';
    expect((await preview(csv('\ufeff型号;零售价\r\nAB-1;1999\r\n'))).priced).toBe(1);
    expect((await preview({ fileName: 'u.csv', bytes: Buffer.from(text, 'utf16le') })).rows).toBe(
      2,
    );
    expect((await preview(csv('型号\t零售价\nAB-1\t5\n'))).priced).toBe(1);
  });

  it('keeps codes as written, and asks about those a spreadsheet has mangled', async () => {
    const seen = await preview(
      csv(
        '编码,69码,型号,零售价\n007,6942147491119,A-1,9\n20.04.01,6.94E+12,A-2,9\n,6942147491118,A-3,9\n',
      ),
    );
    expect(seen.questions.map(({ row }) => row)).toEqual([3, 4]);
    await imported(csv('编码,69码,型号,零售价\n007,6942147491119,A-1,9\n'));
    expect(findByCode(till.db, '007')?.model).toBe('A-1');
    expect(findByCode(till.db, '6942147491119')?.model).toBe('A-1');
  });

  it('refuses rows that are no goods, with the row number and the reason', async () => {
    const seen = await preview(
      csv(
        '品名,型号,零售价\n冰箱类,,\n美的冰箱 BCD-1A,BCD-1A,面议\n,,1999\n合计,,9999\n美的冰箱 BCD-2A,BCD-2A,-5\n美的冰箱 BCD-3A,BCD-3A,999\n',
      ),
    );
    expect(seen.refused.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6]);
    expect(seen).toMatchObject({ rows: 6, priced: 1, counts: { new: 1, refused: 5 } });
  });

  it('takes an accessory for an accessory and a set for one good', async () => {
    await imported(
      csv(
        '品名,品类,零售价\n美的空调支架 ZJ-1,空调,99\n小米XQG100MJ109(洗)+H100MJ105(烘),洗衣机,4999\n',
      ),
    );
    expect(findByCode(till.db, searchItems(till.db, 'zj1', 1)[0]?.sku ?? '')).toMatchObject({
      category: '配件',
      serial: 'none',
      needsInstall: false,
    });
    expect(searchItems(till.db, 'xqg100mj109', 5)).toHaveLength(1);
  });
});

describe('a price that should not be believed', () => {
  const head = '品牌,型号,零售价,成本价\n';

  it.each([
    ['below cost', `${head}美的,BCD-1A,999,1200\n`],
    ['a placeholder', `${head}美的,BCD-1A,1.00,\n`],
    ['fen for yuan', `${head}美的,BCD-1A,189900,1518\n`],
  ])('%s is a question, and waits until the owner ticks it', async (_, text) => {
    const seen = await preview(csv(text));
    expect(seen.questions.map(({ row }) => row)).toEqual([2]);
    expect(await imported(csv(text))).toMatchObject({ heldBack: 1 });
    expect(countItems(till.db)).toBe(0);
    expect(await imported(csv(text), [2])).toMatchObject({ heldBack: 0 });
    expect(countItems(till.db)).toBe(1);
  });

  it('ten times the old price keeps the old one', async () => {
    await imported(csv(`${head}美的,BCD-1A,1999,1500\n`));
    expect(await imported(csv('型号,品牌,零售价\nBCD-1A,美的,199.9\n'))).toMatchObject({
      heldBack: 1,
    });
    expect(priceOf('bcd1a')).toBe(199_900);
  });

  it('ten times its neighbours is asked, a dear model among dear ones is not', async () => {
    const rows = [1499, 1999, 2499, 2999, 199_900].map((yuan, n) => `美的,BCD-${n}A,${yuan},`);
    expect(
      (await preview(csv(`${head}${rows.join('\n')}`))).questions.map(({ row }) => row),
    ).toEqual([6]);
    const dear = [1499, 1999, 2499, 8999, 18_999, 27_999].map(
      (yuan, n) => `美的,BCD-${n}A,${yuan},`,
    );
    expect((await preview(csv(`${head}${dear.join('\n')}`))).questions).toEqual([]);
  });

  it('one model at two prices asks for both rows', async () => {
    const text = `${head}美的,BCD-1A,1999,\n美的,BCD-1A,2099,\n美的,BCD-2A,2099,\n`;
    expect((await preview(csv(text))).questions.map(({ row }) => row)).toEqual([2, 3]);
    await imported(csv(text), [3]);
    expect(priceOf('bcd1a')).toBe(209_900);
    expect(countItems(till.db)).toBe(2);
  });
});

describe('a bad file', () => {
  it.each([
    ['empty', Buffer.alloc(0), 'price_list_unreadable'],
    ['binary', Buffer.from([1, 0, 2, 0, 0, 3, 255, 0]), 'price_list_unreadable'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'price_list_unreadable'],
    ['a broken zip', Buffer.from('PK\u0003\u0004 nothing'), 'price_list_unreadable'],
    ['an unclosed quote', Buffer.from('型号,零售价\nA-1,"99\nA-2,98\n'), 'price_list_unreadable'],
    ['only a header', Buffer.from('型号,零售价\n'), 'price_list_without_goods'],
    ['people', Buffer.from('姓名,电话\n张三,13800000000\n'), 'price_list_without_header'],
  ])('%s is refused by name and changes nothing', async (_, bytes, code) => {
    const answer = await previewImport(till, { fileName: 'x', bytes });
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  it('never throws, whatever bytes it is given', async () => {
    const good = readFileSync(new URL('tmall-stock-pricelist.xlsx', SAMPLES));
    for (let cut = 1; cut < good.length; cut += 1499) {
      await previewImport(till, { fileName: 'x', bytes: good.subarray(0, cut) });
      const flipped = Buffer.from(good);
      flipped[cut] = (flipped[cut] ?? 0) ^ 0xff;
      await previewImport(till, { fileName: 'x', bytes: flipped });
    }
  });
});

describe('an import', () => {
  const first = '品牌,型号,零售价,限价\n美的,BCD-1A,1999,1899\n美的,BCD-2A,2999,\n';
  const second = '品牌,型号,零售价\n美的,BCD-1A,2099\n美的,BCD-2A,2999\n美的,BCD-3A,3999\n';

  it('shows new, changed and unchanged goods first, then does exactly that', async () => {
    await imported(csv(first));
    const seen = await preview(csv(second));
    expect(seen.counts).toEqual({ new: 1, changed: 1, unchanged: 1, refused: 0 });
    expect(priceOf('bcd1a')).toBe(199_900);
    const done = await commitImport(till, OWNER, { previewId: seen.previewId });
    expect(done).toMatchObject({ ok: true, value: { counts: seen.counts, state: 'done' } });
    expect(priceOf('bcd1a')).toBe(209_900);
    const sku = searchItems(till.db, 'bcd1a', 1)[0]?.sku ?? '';
    expect(currentPrices(till.db, sku).floorFen).toBe(189_900);
    expect(till.events.some(({ type }) => type === 'catalog.changed')).toBe(true);
    expect(lastEntry(till.db, '01')?.type).toBe('PRICE_IMPORT');
    expect(firstBrokenEntry(till.db, '01')).toBeNull();
  });

  it('is done once: its preview is gone afterwards, and after half an hour', async () => {
    const { previewId } = await preview(csv(first));
    expect((await commitImport(till, OWNER, { previewId })).ok).toBe(true);
    expect(await commitImport(till, OWNER, { previewId })).toMatchObject({
      refusal: { code: 'preview_expired' },
    });
    const late = await preview(csv(second));
    till.setNow(till.clock.now() + 31 * 60_000);
    expect(await commitImport(till, OWNER, late)).toMatchObject({
      refusal: { code: 'preview_expired' },
    });
  });

  it('compares again when the shop changed since the preview', async () => {
    const early = await preview(csv(first));
    await imported(csv(first));
    await commitImport(till, OWNER, { previewId: early.previewId });
    expect(countItems(till.db)).toBe(2);
  });

  it('can be taken back: prices as before, new goods gone, the undoing on record', async () => {
    await imported(csv(first));
    const { importId } = await imported(csv(second));
    expect(undoImport(till, OWNER, { importId })).toMatchObject({
      ok: true,
      value: { state: 'undo' },
    });
    expect(priceOf('bcd1a')).toBe(199_900);
    expect(searchItems(till.db, 'bcd3a', 5).some(({ model }) => model === 'BCD-3A')).toBe(false);
    expect(lastEntry(till.db, '01')?.type).toBe('PRICE_IMPORT_UNDO');
    expect(listImports(till).map(({ state, canUndo }) => [state, canUndo])).toEqual([
      ['undo', false],
      ['undone', false],
      ['done', true],
    ]);
    expect(undoImport(till, OWNER, { importId })).toMatchObject({
      refusal: { code: 'import_already_undone' },
    });
    expect(undoImport(till, OWNER, { importId: 'nobody' })).toMatchObject({
      refusal: { code: 'import_not_found' },
    });
  });

  it('brings a good back that an undoing had taken out', async () => {
    const { importId } = await imported(csv(first));
    undoImport(till, OWNER, { importId });
    expect(searchItems(till.db, 'bcd1a', 5)).toEqual([]);
    await imported(csv(first));
    expect(priceOf('bcd1a')).toBe(199_900);
    expect(countItems(till.db)).toBe(2);
  });

  it('taken back leaves new goods with their price that lie in a cart or were sold since', async () => {
    const { importId } = await imported(csv(second));
    const sku = (model: string) => searchItems(till.db, model, 1)[0]?.sku ?? '';
    const [inCart, sold] = [sku('bcd1a'), sku('bcd2a')];
    till.db.exec(`INSERT INTO cart (cart_id, register_id, state, started_at, started_by, start_seq)
        VALUES ('c', '01', 'held', 1, 'owner', 1);
      INSERT INTO cart_line (line_id, cart_id, position, sku, quantity_milli)
        VALUES ('l', 'c', 1, '${inCart}', 1000)`);
    insertStockMovement(till.db, {
      sku: sold,
      quantityMilli: -1000,
      reason: 'sale',
      ref: null,
      at: 1,
    });
    expect(undoImport(till, OWNER, { importId }).ok).toBe(true);
    expect(findByCode(till.db, inCart)?.listFen).toBe(209_900);
    expect(findByCode(till.db, sold)?.listFen).toBe(299_900);
    expect(searchItems(till.db, 'bcd3a', 5).some(({ model }) => model === 'BCD-3A')).toBe(false);
  });

  it('cannot be taken back once one of its prices was changed again', async () => {
    const { importId } = await imported(csv(first));
    const sku = searchItems(till.db, 'bcd1a', 1)[0]?.sku ?? '';
    insertPriceChange(till.db, {
      ...NO_PRICES,
      sku,
      listFen: fen(1),
      importId: null,
      by: 'owner',
      at: 1,
    });
    expect(undoImport(till, OWNER, { importId })).toMatchObject({
      refusal: { code: 'import_superseded' },
    });
  });

  it('of many goods lets others work in between, who see none of it until all is there', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => `美的,BCD-${n}A,${1000 + n}`);
    const { previewId } = await preview(csv(`品牌,型号,零售价\n${rows.join('\n')}\n`));
    const seen: number[] = [];
    let isDone = false;
    const watch = (async () => {
      while (!isDone) {
        seen.push(searchItems(till.db, 'bcd', 20).length);
        await new Promise(setImmediate);
      }
    })();
    const done = await commitImport(till, OWNER, { previewId });
    isDone = true;
    await watch;
    expect(done).toMatchObject({ ok: true, value: { counts: { new: 1_000 } } });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.slice(0, -1).every((count) => count === 0)).toBe(true);
    expect(searchItems(till.db, 'bcd999a', 1)[0]?.listFen).toBe(199_900);
  });

  it('is compared again when somebody adds the same good while it is written', async () => {
    const rows = Array.from({ length: 600 }, (_, n) => `美的,BCD-${n}A,1999`);
    const { previewId } = await preview(csv(`品牌,型号,零售价\n${rows.join('\n')}\n`));
    const committing = commitImport(till, OWNER, { previewId });
    const byHand = createItem(
      till,
      { by: OWNER, approvedBy: null },
      {
        code: null,
        brand: '美的',
        model: 'BCD-599A',
        name: '美的 BCD-599A',
        category: '冰箱',
        listFen: 299_900,
        unitLabel: '台',
        serial: 'one',
        needsInstall: false,
      },
    );
    expect(byHand.ok).toBe(true);
    expect(await committing).toMatchObject({ ok: true, value: { counts: { new: 599 } } });
    const named = searchItems(till.db, 'bcd599a', 20).filter(({ model }) => model === 'BCD-599A');
    expect(named).toHaveLength(1);
    const active = 'SELECT count(*) FROM item WHERE is_active = 1';
    expect(till.db.prepare(active).pluck().get()).toBe(600);
    expect(priceOf('bcd599a')).toBe(199_900);
  });

  it('cut off by a power cut is there as a whole when the list is imported again', async () => {
    const list = csv('品牌,型号,编码,零售价\n美的,BCD-1A,A0001,1999\n美的,BCD-2A,A0002,2999\n');
    const { previewId } = await preview(list);
    till.db.exec(`CREATE TRIGGER cut BEFORE INSERT ON price_import
      BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
    await expect(commitImport(till, OWNER, { previewId })).rejects.toThrow('power cut');
    expect(findByCode(till.db, 'A0001')).toBeNull();
    till.db.exec('DROP TRIGGER cut');
    await imported(list);
    expect(findByCode(till.db, 'A0001')?.listFen).toBe(199_900);
    expect(countItems(till.db)).toBe(2);
  });

  it('remembers corrected columns for the supplier', async () => {
    const text = '型号,门店价\nBCD-1A,999\n';
    expect((await previewImport(till, csv(text, { supplier: '华强' }))).ok).toBe(false);
    await imported(csv(text, { supplier: '华强', mapping: { 门店价: 'list_price' } }));
    expect(supplierMapping(till.db, '华强')).toEqual({ 门店价: 'list_price' });
    expect((await preview(csv(text, { supplier: '华强' }))).counts.unchanged).toBe(1);
    expect((await previewImport(till, csv(text, { supplier: '别家' }))).ok).toBe(false);
  });
});
