import { describe, expect, test } from 'vitest';
import { programPolicies } from '../../../electron/core/subsidy/program-policies.ts';
import { fen } from '../../kernel/money.ts';
import { policyFor, type SubsidyPolicy, subsidyOf } from './subsidy.ts';

const POLICIES = programPolicies();

function on(date: string, region = '360281'): SubsidyPolicy {
  const policy = policyFor(POLICIES, region, date);
  if (!policy) throw new Error(`no policy on ${date}`);
  return policy;
}

function unit(category: string, grade: string | null, net: number, tradeIn = 0) {
  return { category, grade, unitNetFen: fen(net), tradeInFen: fen(tradeIn) };
}

describe('the subsidy of one unit', () => {
  test('follows the year: an air conditioner of grade 1 at 2899.00', () => {
    expect(subsidyOf(on('2025-06-18'), unit('空调', '1级', 289900))?.subsidyFen).toBe(57980);
    expect(subsidyOf(on('2026-06-18'), unit('空调', '1级', 289900))?.subsidyFen).toBe(43485);
    expect(subsidyOf(on('2024-11-11'), unit('空调', '1级', 289900))?.subsidyFen).toBe(57980);
  });

  test('is counted on what is left after the old unit', () => {
    const found = subsidyOf(on('2025-06-18'), unit('空调', '1', 289900, 10000));
    expect(found).toMatchObject({ baseFen: 279900, subsidyFen: 55980, capped: false });
    expect(subsidyOf(on('2025-06-18'), unit('空调', '1', 289900, 999999))).toBeNull();
  });

  test('of grade 2 is 15 % until 2025 and nothing in 2026; lower grades and no grade get nothing', () => {
    expect(subsidyOf(on('2024-12-31'), unit('冰箱', '2级', 100000))?.subsidyFen).toBe(15000);
    expect(subsidyOf(on('2025-01-01'), unit('冰箱', '2级', 100000))?.rate).toBe(1500);
    expect(subsidyOf(on('2026-01-01'), unit('冰箱', '2级', 100000))).toBeNull();
    expect(subsidyOf(on('2025-01-01'), unit('冰箱', '3级', 100000))).toBeNull();
    expect(subsidyOf(on('2025-01-01'), unit('冰箱', null, 100000))).toBeNull();
  });

  test('stops at the cap: 2000 yuan, from 2026 on 1500', () => {
    const before = subsidyOf(on('2025-06-18'), unit('电视', '1级', 1999900));
    expect(before).toMatchObject({ subsidyFen: 200000, capped: true });
    const exactly = subsidyOf(on('2025-06-18'), unit('电视', '1级', 1000000));
    expect(exactly).toMatchObject({ subsidyFen: 200000, capped: false });
    const later = subsidyOf(on('2026-06-18'), unit('电视', '1级', 1000007));
    expect(later).toMatchObject({ subsidyFen: 150000, capped: true });
  });

  test('covers the categories of its year', () => {
    const covered = (date: string, category: string) =>
      subsidyOf(on(date), unit(category, '1级', 100000)) !== null;
    expect(covered('2024-11-11', '油烟机')).toBe(true);
    expect(covered('2026-06-18', '油烟机')).toBe(false);
    expect(covered('2024-11-11', '洗碗机')).toBe(false);
    expect(covered('2025-06-18', '洗碗机')).toBe(true);
    expect(covered('2025-06-18', '电风扇')).toBe(false);
    expect(covered('2025-06-18', '电热水器')).toBe(covered('2025-06-18', '燃气热水器'));
  });

  test('for telephones asks no grade, and no more than 6000 yuan for the unit', () => {
    expect(subsidyOf(on('2025-06-18'), unit('手机', null, 300000))?.subsidyFen).toBe(45000);
    expect(subsidyOf(on('2026-06-18'), unit('手机', null, 600000))?.subsidyFen).toBe(50000);
    expect(subsidyOf(on('2026-06-18'), unit('手机', null, 600001))).toBeNull();
    expect(subsidyOf(on('2024-11-11'), unit('手机', null, 300000))).toBeNull();
    expect(subsidyOf(on('2026-06-18'), unit('智能眼镜', null, 200000))?.subsidyFen).toBe(30000);
  });

  test('rounds half up to the fen unless the policy cuts off', () => {
    const policy = on('2026-06-18');
    expect(subsidyOf(policy, unit('电视', '1级', 110))?.subsidyFen).toBe(17); // 16.5
    const cutting: SubsidyPolicy = { ...policy, rounding: 'FLOOR_FEN' };
    expect(subsidyOf(cutting, unit('电视', '1级', 110))?.subsidyFen).toBe(16);
    expect(subsidyOf(policy, unit('电视', '1级', 3))).toBeNull(); // not half a fen
  });
});

describe('the policy that holds', () => {
  test('is none before the first and after the last', () => {
    expect(policyFor(POLICIES, '36', '2024-07-31')).toBeNull();
    expect(policyFor(POLICIES, '36', '2027-01-01')).toBeNull();
    expect(policyFor(POLICIES, '36', '2024-12-31')?.policyId).toBe('CN-2024');
    expect(policyFor(POLICIES, '36', '2025-01-01')?.policyId).toBe('CN-2025');
  });

  test('is the newest version, and a region goes before the country', () => {
    const national = on('2026-06-18');
    const newer = { ...national, version: national.version + 1, rounding: 'FLOOR_FEN' as const };
    const province = { ...national, policyId: 'JX-2026', region: '36' };
    const town = { ...national, policyId: 'JDZ-2026', region: '3602' };
    const all = [newer, national, town, province];
    expect(policyFor(all, '510000', '2026-06-18')).toBe(newer);
    expect(policyFor(all, '360100', '2026-06-18')).toBe(province);
    expect(policyFor(all, '360281', '2026-06-18')).toBe(town);
    expect(policyFor(all, '', '2026-06-18')).toBe(newer);
  });

  test('a newer version that ends a policy ends it', () => {
    const national = on('2026-06-18');
    const ended = { ...national, version: national.version + 1, toDate: '2026-05-31' };
    expect(policyFor([national, ended], '', '2026-06-18')).toBeNull();
  });

  test('three air conditioners a person in 2025, one before and after', () => {
    const limit = (date: string) =>
      subsidyOf(on(date), unit('空调', '1级', 200000))?.category.maxUnits;
    expect([limit('2024-11-11'), limit('2025-11-11'), limit('2026-11-11')]).toEqual([1, 3, 1]);
  });
});
