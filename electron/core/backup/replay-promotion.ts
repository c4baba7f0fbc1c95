import { type PromotionStatus, promotionDefinition } from '../../../shared/contract/promotions.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { insertPromotionVersion } from '../promotions/promotion-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Replay } from './replay-entry.ts';

/** Writes the version of a promotion that an entry holds whole, and what goes up of it. */
export const replayPromotion: Replay = (till, { registerId, entry, said }) => {
  const definition = promotionDefinition.parse(said.definition);
  const status = said.status as PromotionStatus; // the table refuses any other
  const { endedAt: at, operator: by } = entry;
  const { promotionId, version } = definition;
  insertPromotionVersion(till.db, { definition, status, at, by });
  insertFact(till.db, {
    factId: `${promotionId}:${version}`,
    kind: 'promotion',
    registerId,
    body: canonicalJson({ promotionId, version, status, definition, at, by }),
    createdAt: at,
  });
};
