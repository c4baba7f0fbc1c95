import type { Answer } from '../../../shared/contract/answer.ts';
import type {
  PromotionDraft,
  PromotionStatus,
  SavePromotion,
} from '../../../shared/contract/promotions.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { allowedBy, type Need } from '../staff/approval.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Deed, Till } from '../till.ts';
import { problemsOf } from './check-rule.ts';
import { promotionMoment } from './promotion-moment.ts';
import { insertPromotionVersion, newestVersion, type PromotionVersion } from './promotion-table.ts';

/** Selling below the floor price under a promotion is the owner's to allow, who alone may sell at any price. */
export const OWNERS_YES: Need = { right: 'below_floor', rate: 10_000 };

/**
 * Saves a promotion as a further version, a draft or scheduled. Refuses `promotion_superseded` when another version
 * than the one looked at is the newest, `promotion_running` for a running one that should become a draft, and the
 * first thing `problemsOf` finds. Below the floor a draft may stand; to be scheduled it needs the owner's yes, without
 * which it is `promotion_below_floor`, and `approval_needed` where somebody else said it.
 */
export function savePromotion(till: Till, deed: Deed, input: SavePromotion): Answer<Promotion> {
  const before = input.promotionId === null ? null : newestVersion(till.db, input.promotionId);
  if (input.promotionId !== null && before === null) return refuse('promotion_not_found');
  if ((before?.definition.version ?? 0) !== input.expectedVersion) {
    return refuse('promotion_superseded');
  }
  const isScheduling = input.status === 'scheduled';
  if (!isScheduling && isRunning(before, promotionMoment(till))) return refuse('promotion_running');
  const promotion: Promotion = {
    ...input.definition,
    promotionId: input.promotionId ?? till.random.uuid(),
    version: input.expectedVersion + 1,
    floorAgreedBy: null,
  };
  const problems = problemsOf(till, promotion, isScheduling);
  const wrong = problems.find(({ code }) => code !== 'promotion_below_floor');
  if (wrong) return refuse(wrong.code, wrong.params);
  const [low] = problems;
  if (!low || !isScheduling) return ok(keepVersion(till, deed, promotion, input.status));
  if (!input.agreesToFloor) return refuse(low.code, low.params);
  const owner = allowedBy(deed, OWNERS_YES);
  if (!owner) return refuse('approval_needed', { right: OWNERS_YES.right });
  const agreed = { ...promotion, floorAgreedBy: owner.staffId };
  return ok(keepVersion(till, deed, agreed, input.status));
}

/** Ends a promotion at once, whatever its window says; what was sold under it stays. Refuses `promotion_superseded`. */
export function stopPromotion(
  till: Till,
  deed: Deed,
  input: { readonly promotionId: string; readonly expectedVersion: number },
): Answer<Promotion> {
  const before = newestVersion(till.db, input.promotionId);
  if (before === null) return refuse('promotion_not_found');
  if (before.definition.version !== input.expectedVersion) return refuse('promotion_superseded');
  if (before.status === 'stopped') return ok(before.definition);
  const definition = { ...before.definition, version: before.definition.version + 1 };
  return ok(keepVersion(till, deed, definition, 'stopped'));
}

/** What its writer decided of a promotion, without what the till adds. */
export function draftOf(definition: Promotion): PromotionDraft {
  const { promotionId, version, floorAgreedBy, ...draft } = definition;
  return draft;
}

/** Whether it can be had at this moment, weekdays and hours aside. */
function isRunning(version: PromotionVersion | null, moment: number): boolean {
  if (version?.status !== 'scheduled') return false;
  const { fromAt, toAt } = version.definition.window;
  return fromAt <= moment && moment < toAt;
}

/** One commit of the version, the journal's entry with the whole of it, and the fact for the cloud. */
export function keepVersion(
  till: Till,
  deed: Deed,
  definition: Promotion,
  status: PromotionStatus,
): Promotion {
  const by = deed.by.staffId;
  const { promotionId, version } = definition;
  inTransaction(till.db, () => {
    const { endedAt: at } = appendNow(till, 'PROMOTION', by, {
      ...{ promotionId, version, status, definition },
      approvedBy: deed.approvedBy?.staffId ?? null,
    });
    insertPromotionVersion(till.db, { definition, status, at, by });
    insertFact(till.db, {
      factId: `${promotionId}:${version}`,
      kind: 'promotion',
      registerId: till.registerId,
      body: canonicalJson({ promotionId, version, status, definition, at, by }),
      createdAt: at,
    });
  });
  till.announce({ type: 'promotions.changed' });
  till.announce({ type: 'cart.changed' });
  return definition;
}
