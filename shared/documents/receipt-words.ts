export const SLOT_NAMES = { morning: '上午', afternoon: '下午', evening: '晚上' } as const;
export const SERIAL_NAMES = { unit: 'SN', outdoor: '外机SN', indoor: '内机SN' } as const;

/** `1` for whole units, `2.5米` where a fraction is sold. */
export function quantityText(quantityMilli: number, unitLabel: string): string {
  if (quantityMilli % 1000 === 0) return String(quantityMilli / 1000);
  return `${quantityMilli / 1000}${unitLabel}`;
}
