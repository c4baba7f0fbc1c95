import type { z } from 'zod';
import type {
  PromotionList,
  PromotionRow,
  promotionListInput,
} from '../../../shared/contract/promotions.ts';
import { PROMOTION_LIMITS } from '../limits.ts';
import type { Till } from '../till.ts';
import {
  campaignNames,
  countByStanding,
  type ListedVersion,
  listVersions,
} from './promotion-list-table.ts';
import { promotionMoment } from './promotion-moment.ts';

/** One page of the promotions by where they stand now, with how many stand where. */
export function listPromotions(
  till: Till,
  input: z.output<typeof promotionListInput>,
): PromotionList {
  const moment = promotionMoment(till);
  const { campaign, text, standing, offset, between } = input;
  const { fromAt, toAt } = between ?? { fromAt: -1, toAt: Number.MAX_SAFE_INTEGER };
  const filter = { moment, campaign, text, fromAt, toAt };
  const limit = between ? PROMOTION_LIMITS.inMonth : PROMOTION_LIMITS.listed;
  const found = listVersions(till.db, { ...filter, standing, offset, limit: limit + 1 });
  const counts = countByStanding(till.db, filter);
  const count = (name: PromotionRow['standing']) => counts.get(name) ?? 0;
  return {
    rows: found.slice(0, limit).map(rowOf),
    counts: {
      running: count('running'),
      scheduled: count('scheduled'),
      draft: count('draft'),
      ended: count('ended'),
      stopped: count('stopped'),
    },
    campaigns: campaignNames(till.db, limit),
    nextOffset: found.length > limit ? offset + limit : null,
    now: moment,
  };
}

function rowOf(version: ListedVersion): PromotionRow {
  const { definition, standing, at, changedBy } = version;
  return {
    promotionId: definition.promotionId,
    version: definition.version,
    standing,
    kind: definition.benefit.kind,
    changedAt: at,
    changedBy,
    definition,
  };
}
