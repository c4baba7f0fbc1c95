import { addDays, businessDate } from '../../shared/kernel/business-date.ts';
import type { Dice } from './dice.ts';

const FAMILY_NAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '欧阳'];
const GIVEN_NAMES = ['建国', '秀英', '志强', '桂兰', '小军', '丽', '伟', '春花', '德福', '敏'];
const VILLAGES = ['东湾村', '上河村', '石桥村', '柳树屯', '新民村', '杨家坪', '青山镇人民路'];
const WISHES = ['', '', '', '到前先打电话', '三楼没有电梯', '门口有狗', '下雨改期'];
const SLOTS = ['morning', 'afternoon', 'evening'] as const;

export type Villager = {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
};

/** People who come back: the same seed makes the same village. */
export function villagersFrom(dice: Dice, count: number): readonly Villager[] {
  return Array.from({ length: count }, () => ({
    name: dice.pick(FAMILY_NAMES) + dice.pick(GIVEN_NAMES),
    phone: `1${dice.pick(['38', '39', '51', '87', '99'])}${String(dice.between(0, 99_999_999)).padStart(8, '0')}`,
    address: `${dice.pick(VILLAGES)}${dice.between(1, 9)}组${dice.between(1, 120)}号`,
  }));
}

/** Who gets the goods, and when, as the cart asks for it. */
export function deliveryFor(villager: Villager, now: number, dice: Dice) {
  return {
    ...villager,
    deliveryDate: addDays(businessDate(now, 0), dice.between(1, 5)),
    deliverySlot: dice.pick(SLOTS),
    deliveryNote: dice.pick(WISHES),
  };
}
