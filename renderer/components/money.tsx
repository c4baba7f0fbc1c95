import { fen, formatYuan } from '../../shared/kernel/money.ts';

/** An amount as the core gave it; the sign of the currency stands smaller than the figure. */
export function Money({ amount, sign = false }: { amount: number; sign?: boolean }) {
  return (
    <>
      {sign && <span className="yuan">￥</span>}
      {yuan(amount)}
    </>
  );
}

/** `123456` fen -> `1,234.56`. */
export function yuan(amount: number): string {
  return formatYuan(fen(amount)).replace('-', '−');
}

/** `-5000` -> `−50.00`: what is taken off always carries its minus. */
export function minusYuan(amount: number): string {
  return amount === 0 ? yuan(0) : `−${yuan(Math.abs(amount))}`;
}

/** Thousandths of a unit as staff write them: `1500` -> `1.5`. */
export function quantityText(milli: number): string {
  return (milli / 1000).toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** The face of a note or coin: `10000` -> `100`, `50` -> `0.5`. */
export function faceText(pieceFen: number): string {
  return String(pieceFen / 100);
}
