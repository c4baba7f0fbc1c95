import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseAnswer } from './case-answer.ts';

const POS = resolve(import.meta.dirname, '../pos.ts');
const FIXTURE = resolve(import.meta.dirname, '../../test/fixtures/promotion-cases.json');
const fridge = { sku: 'fridge', unit: 219_900, qty: 1, category: 'FRIDGE' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-price-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The real program, in a folder without a store. */
function pos(...args: readonly string[]) {
  const ran = spawnSync(process.execPath, [POS, 'price', ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, HOME: folder, NODE_NO_WARNINGS: '1' },
  });
  return { code: ran.status, out: ran.stdout, error: ran.stderr };
}

function fileOf(content: unknown): string {
  const file = join(folder, 'cases.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('pos price', { timeout: 60_000 }, () => {
  it('prices every worked case, in a folder without a store', () => {
    const { code, out, error } = pos(FIXTURE);
    expect([code, error]).toEqual([0, '']);
    const answers = JSON.parse(out) as readonly CaseAnswer[];
    const { cases } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as {
      cases: readonly { id: string; expect: Readonly<Record<string, unknown>> }[];
    };
    expect(answers.map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
    const said = ['net', 'shares', 'payable', 'depositPaid', 'tail', 'subsidy', 'consumerPays'];
    for (const [index, { id, expect: wanted }] of cases.entries()) {
      const answer = answers[index] as CaseAnswer;
      for (const field of said.filter((name) => name in wanted)) {
        expect({ id, [field]: answer[field as keyof CaseAnswer] }).toEqual({
          id,
          [field]: wanted[field],
        });
      }
      if (wanted.lineTotals) expect(answer.net).toEqual(wanted.lineTotals);
      if (wanted.unitNets) expect(answer.unitNets).toEqual([wanted.unitNets]);
      const sums = answer.unitNets.map((units) => units.reduce((a: number, b) => a + b, 0));
      expect(sums).toEqual(answer.net);
      expect(answer.net.reduce((a: number, b) => a + b, 0)).toBe(answer.payable);
    }
  });

  it('takes a bare list and keeps each id', () => {
    const input = { lines: [fridge] };
    const { out } = pos(fileOf([{ id: 7, input }, { id: 'b', input }, { input }, input]));
    expect((JSON.parse(out) as CaseAnswer[]).map(({ id }) => id)).toEqual([7, 'b', 3, 4]);
  });

  it('refuses in one sentence, and prints nothing of what could be read', () => {
    const wrong = [
      { id: 'good', input: { lines: [fridge] } },
      { id: 'bad', input: { lines: [{ ...fridge, unit: 'free' }] } },
    ];
    const { code, out, error } = pos(fileOf(wrong));
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(/^用例 bad 的 lines\[0\]\.unit 不对.*\n$/);
    const most = { t: 'crossStore', per: 1, off: 60_000 };
    const beyond = pos(fileOf([{ id: 'huge', input: { lines: [fridge], promos: [most] } }]));
    expect(beyond).toMatchObject({ code: 1, out: '' });
    expect(beyond.error).toMatch(/^用例 huge 算不出来.*out of range.*\n$/);
    const rude = pos(fileOf([{ id: '\u001b[2J', input: { lines: 1 } }]));
    expect(rude.error).toMatch(/^用例 [^\p{Cc}]+\n$/u);
    const gbk = join(folder, 'gbk.json');
    writeFileSync(
      gbk,
      Buffer.from([...Buffer.from('[{"id":"'), 0xbf, 0xd5, ...Buffer.from('"}]')]),
    );
    expect(pos(gbk)).toMatchObject({ code: 1, error: expect.stringContaining('UTF-8') });
    expect(pos(join(folder, 'none.json')).error.trimEnd().split('\n')).toHaveLength(1);
  });
});
