import { describe, expect, it } from 'vitest';
import { identityOf } from './item.ts';
import { readModelCell, readName } from './model-text.ts';

describe('the model in a name', () => {
  it.each([
    ['TCL空调KFR-35GW/JD31+B1', 'KFR-35GW/JD31+B1'],
    ['统帅空调 KFR-72LW/U61-1', 'KFR-72LW/U61-1'],
    ['美的 BCD-242TDET/QWS', 'BCD-242TDET/QWS'],
    ['美的空调 KFR-35GW/WCBD3@', 'KFR-35GW/WCBD3@'],
    ['美的内机MDV-D22Q4/BP3N1-', 'MDV-D22Q4/BP3N1-'],
    ['容声冰箱MR- 449WUSJPGZ', 'MR-449WUSJPGZ'],
    ['美的空调MJV-200W-E01-LHⅡ', 'MJV-200W-E01-LHⅡ'],
    ['统帅洗衣机 @G1012HB76S', '@G1012HB76S'],
    ['TCL烟灶 CXW-218-3222J+JZT-5205B', 'CXW-218-3222J+JZT-5205B'],
    ['小米套装XQG100MJ109(洗)+H100MJ105(烘)', 'XQG100MJ109(洗)+H100MJ105(烘)'],
    ['Haier/海尔燃气灶JZT-Q236(12T)4.1KW/天然气', 'JZT-Q236(12T)'],
    ['统帅燃气热水器 JSQ24-12LP1(12T)12升恒温', 'JSQ24-12LP1(12T)'],
    ['TCL电视 75T7L Ultra', '75T7L Ultra'],
    ['Casarte/卡萨帝滚筒洗衣机 C1 HD10G3ZU1', 'C1 HD10G3ZU1'],
    ['美的电热水器 F60-33Q7 Pro(HE)', 'F60-33Q7 Pro(HE)'],
    ['万家乐燃气热水器', ''],
  ])('%s is %s', (name, model) => expect(readName(name).model).toBe(model));

  it('leaves the colour behind, glued or in brackets', () => {
    expect(readName('BCD-515W60FZBAS琥珀钰')).toMatchObject({
      model: 'BCD-515W60FZBAS',
      colour: '琥珀钰',
      brand: '',
      category: '冰箱',
    });
    expect(readModelCell('KF88HVA56C（湖蕴蓝）')).toEqual({
      model: 'KF88HVA56C',
      colour: '湖蕴蓝',
    });
  });

  it('says what the thing is and its energy grade', () => {
    expect(readName('小超人空调 KFR-50LW/10AH-2U1套机 2匹柜式空调/二级节能')).toMatchObject({
      brand: '小超人',
      category: '空调',
      energyGrade: '2级',
      isSet: true,
    });
    expect(readName('海尔 VIP会员卡').category).toBe('配件');
    expect(readName('美的空调支架').category).toBe('配件');
  });
});

describe('twins stay apart', () => {
  const of = (model: string, name = '') => identityOf({ brand: '美的', model, name });
  it.each([
    ['F60-33Q7Pro', 'F60-33Q7Pro(HE)'],
    ['MJV-200W-E01-LH', 'MJV-200W-E01-LHⅡ'],
    ['KFRd-72LW/D-ME11Bp(B1)', 'KFRd-72LW/D-ME11Bp(B3)'],
    ['MDV-D22Q4/BP3N1', 'MDV-D22Q4/BP3N1-'],
  ])('%s is not %s', (a, b) => expect(of(a)).not.toBe(of(b)));

  it('by their gas', () => {
    expect(of('QE5B1', '燃气灶QE5B1天然气')).not.toBe(of('QE5B1', '燃气灶QE5B1液化气'));
  });

  it('but blanks, case and full-width brackets do not separate', () => {
    expect(of('MR- 449WUSJPGZ')).toBe(of('MR-449WUSJPGZ'));
    expect(of('JSQ24（12T）')).toBe(of('jsq24(12T)'));
  });
});
