import { describe, expect, it } from 'vitest';
import { acceptable, toggled } from './accepted-rows.ts';

describe('rows with a doubtful price', () => {
  it('wait for the owner; a remark about a row does not', () => {
    const questions = [
      { row: 3, why: '比现价低一半', isHeld: true as const },
      { row: 5, why: '品类是猜的' },
      { row: 9, why: '低于进价', isHeld: true as const },
    ];
    expect(acceptable(questions)).toEqual([3, 9]);
    expect(acceptable([])).toEqual([]);
  });

  it('are ticked and unticked one by one', () => {
    const one = toggled(new Set(), 3);
    expect([...one]).toEqual([3]);
    expect([...toggled(toggled(one, 9), 3)]).toEqual([9]);
    expect([...one]).toEqual([3]);
  });
});
