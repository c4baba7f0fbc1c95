import { outOfTimeBecause } from '../../../shared/domain/promotions/promotion-availability.ts';
import type { Till } from '../till.ts';
import { promotionMoment } from './promotion-moment.ts';
import { activePromotions } from './promotion-table.ts';

/** Promotions start and end on the minute; a look a second is fine enough, and survives sleep and a clock that is set. */
const LOOK_EVERY_MS = 1_000;

export type PromotionWatch = {
  /** Looks now: the timer does it by itself. */
  readonly look: () => void;
  readonly stop: () => void;
};

/**
 * Announces `cart.changed` and `promotions.changed` when a promotion starts or ends by time: by its window, its weekdays
 * or its hours. It looks at what can be had instead of waiting for a computed moment, so a computer that slept, or a
 * clock that was set, costs at most one look.
 */
export function watchPromotions(till: Till, everyMs = LOOK_EVERY_MS): PromotionWatch {
  let seen = runningNow(till);
  const look = () => {
    if (!till.db.open) return;
    const now = runningNow(till);
    if (now === seen) return;
    seen = now;
    till.announce({ type: 'promotions.changed' });
    till.announce({ type: 'cart.changed' });
  };
  const timer = setInterval(look, everyMs).unref();
  return { look, stop: () => clearInterval(timer) };
}

/** The promotions that time lets somebody have, as one text to compare. */
function runningNow(till: Till): string {
  const at = promotionMoment(till);
  return activePromotions(till.db, at)
    .filter(({ window }) => outOfTimeBecause(window, at) === null)
    .map(({ promotionId, version }) => `${promotionId}:${version}`)
    .join(' ');
}
