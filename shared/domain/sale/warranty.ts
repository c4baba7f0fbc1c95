import { addDays, type BusinessDate } from '../../kernel/business-date.ts';

/** The dates a receipt promises; `null` where the sale has no goods they apply to. */
export type WarrantyDates = {
  readonly returnUntil: BusinessDate | null;
  readonly exchangeUntil: BusinessDate | null;
  readonly machineUntil: BusinessDate | null;
};

/**
 * 三包 dates of a sale made on `soldOn`: return for a fault within 7 days, exchange within 15, whole
 * machine one year for goods with a serial number (部分商品修理更换退货责任规定, articles 9 to 11).
 */
export function warrantyDates(
  soldOn: BusinessDate,
  lines: readonly { readonly kind: string; readonly hasSerial: boolean }[],
): WarrantyDates {
  const goods = lines.filter((line) => line.kind === 'goods');
  const after = (days: number) => addDays(soldOn, days) as BusinessDate;
  return {
    returnUntil: goods.length > 0 ? after(7) : null,
    exchangeUntil: goods.length > 0 ? after(15) : null,
    machineUntil: goods.some((line) => line.hasSerial) ? sameDayNextYear(soldOn) : null,
  };
}

/** 29 February has no next year's day; its year ends on 28 February. */
function sameDayNextYear(date: BusinessDate): BusinessDate {
  const year = Number(date.slice(0, 4)) + 1;
  const day = date.slice(5) === '02-29' ? '02-28' : date.slice(5);
  return `${year}-${day}` as BusinessDate;
}
