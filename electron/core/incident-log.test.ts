import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOG_FOLDER, openIncidentLog } from './incident-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (suffix = '') => join(folder, LOG_FOLDER, `incidents.log${suffix}`);
function written(error: unknown): Record<string, string> {
  const log = openIncidentLog(folder);
  log.write({ id: 'A1B2C3D4', what: 'cart.scan', error });
  log.close();
  return JSON.parse(readFileSync(file(), 'utf8').trim().split('\n').at(-1) ?? '');
}

describe('the log of incidents', () => {
  it('says what failed and where in the program', () => {
    const entry = written(Object.assign(new TypeError('x is not a function'), { code: 'E_X' }));
    expect(entry).toMatchObject({
      incident: 'A1B2C3D4',
      what: 'cart.scan',
      name: 'TypeError',
      code: 'E_X',
      message: 'x is not a function',
    });
    expect(entry.at).toContain('incident-log.test.ts');
    expect(entry.time).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });

  it.each([
    'Unexpected token in JSON: "王小明, 13800138000"',
    '王小明 13800138000 石桥村',
    'bad phone 13800138000 for 王小明',
    'id 36022219700101123X of 石桥村',
    'unclosed "王小明 13800138000',
  ])('keeps nothing of a person: %s', (message) => {
    const log = openIncidentLog(folder);
    log.write({ id: 'A1B2C3D4', what: 'cart.setCustomer', error: new Error(message) });
    log.close();
    expect(readFileSync(file(), 'utf8')).not.toMatch(/王小明|13800138000|石桥|3602221970/);
  });

  it('what was thrown and is no error is named by its kind alone', () => {
    expect(written('13800138000')).toMatchObject({ name: 'string' });
    expect(readFileSync(file(), 'utf8')).not.toContain('13800138000');
  });

  it('has room for what the program itself noted', () => {
    const log = openIncidentLog(folder);
    log.write({ id: 'job', what: 'characters printed as □', note: 'U+9FA6' });
    log.close();
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ note: 'U+9FA6' });
  });

  it('can be read by its owner alone', () => {
    written(new Error('x'));
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('begins anew when it has grown large, and keeps the one before', () => {
    mkdirSync(join(folder, LOG_FOLDER));
    writeFileSync(file(), Buffer.alloc(5 * 1024 * 1024, 'x'));
    written(new Error('x'));
    expect(statSync(file()).size).toBeLessThan(10_000);
    expect(statSync(file('.1')).size).toBe(5 * 1024 * 1024);
  });
});
