import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { signOutHere } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from '../components/key-hint.tsx';
import type { Sell } from './use-sell.ts';

/** The one loud thing: pay, or what has to be settled before the cart can be paid. */
export function NextStep({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { cart, payment } = sell;
  const obstacle = cart.obstacles.find((o) => o.code !== 'cart_empty');
  if (obstacle) return <Obstacle sell={sell} code={obstacle.code} lineId={obstacle.lineId} />;
  return (
    <button
      type="button"
      className="button next primary"
      data-testid={testIds.payExact}
      disabled={cart.lines.length === 0 || payment.isPaying}
      onClick={() => void payment.pay(null).then((isPaid) => isPaid && sell.toFind())}
    >
      <b>{payment.isPaying ? t('sell.paying') : t('sell.payExact')}</b>
      <span>{t('sell.payExactHint')}</span>
      <KeyHint action="payExact" />
    </button>
  );
}

function Obstacle(props: { sell: Sell; code: string; lineId: string | null }) {
  const { t } = useWords();
  const { sell, code, lineId } = props;
  const session = useQuery(reads.session.state.queryOptions());
  const isCounting = code === 'no_open_shift' && session.data?.shiftState === 'counting';
  const settle = () => {
    if (lineId) sell.choose(lineId);
    if (isAboutShift(code)) location.hash = '#/shift';
    else if (code === 'cart_is_practice') sell.setMode({ kind: 'clear' });
    else if (code === 'cart_is_real') void signOutHere();
    else if (isNewPrice(code)) void sell.acceptPrices();
    else if (code === 'below_floor_price') void sell.allowFloor();
    else if (lineId && code === 'subsidy_serial_missing') sell.setMode({ kind: 'serial', lineId });
    else if (code.startsWith('subsidy_')) sell.setDialog('subsidy');
    else if (code.startsWith('deposit_')) sell.explain();
    else if (lineId && /limit|no_price/.test(code)) sell.setMode({ kind: 'price', lineId });
    else if (/customer|address|phone|delivery/.test(code)) sell.setDialog('customer');
  };
  return (
    <button
      type="button"
      className="button next primary"
      data-testid={testIds.settleObstacle}
      data-code={code}
      onClick={settle}
    >
      <b>{t(`obstacle.${isCounting ? 'counting' : obstacleKey(code)}`)}</b>
      {/customer|address|phone|delivery/.test(code) && <KeyHint action="customer" />}
    </button>
  );
}

/** What the shift screen settles: open, take over, close. */
export function isAboutShift(code: string): code is (typeof ABOUT_SHIFT)[number] {
  return ABOUT_SHIFT.some((known) => known === code);
}

const ABOUT_SHIFT = [
  'no_open_shift',
  'shift_not_open',
  'cash_being_counted',
  'handover_waiting',
  'shift_too_old',
] as const;

/** The price is another than the one that was shown; somebody has to say that it is seen. */
export function isNewPrice(code: string): code is 'price_changed' | 'promotion_changed' {
  return code === 'price_changed' || code === 'promotion_changed';
}

const OBSTACLES = [
  'customer_missing',
  'address_missing',
  'phone_invalid',
  'delivery_date_missing',
  'delivery_date_past',
  'price_changed',
  'promotion_changed',
  'no_open_shift',
  'handover_waiting',
  'shift_too_old',
  'cart_is_practice',
  'cart_is_real',
  'below_floor_price',
  'discount_over_limit',
  'item_has_no_price',
  'subsidy_serial_missing',
] as const;

function obstacleKey(code: string): (typeof OBSTACLES)[number] | 'subsidy' | 'deposit' | 'other' {
  const known = OBSTACLES.find((one) => one === code);
  if (known) return known;
  if (code.startsWith('subsidy_')) return 'subsidy';
  return code.startsWith('deposit_') ? 'deposit' : 'other';
}
