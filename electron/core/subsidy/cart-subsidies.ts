import {
  type GoodsUnmet,
  goodsUnmet,
  type SubsidyEvidence,
} from '../../../shared/domain/tender/eligibility.ts';
import {
  type SubsidyPolicy,
  subsidyOf,
  type UnitSubsidy,
} from '../../../shared/domain/tender/subsidy.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { type Fen, ZERO } from '../../../shared/kernel/money.ts';
import type { CartLine } from '../checkout/cart-line-table.ts';
import type { Obstacle } from '../checkout/cart-obstacles.ts';
import { eachLine, type LoadedCart } from '../checkout/load-cart.ts';
import type { Till } from '../till.ts';
import { claimOfSerial, claimsOfHolder, type StandingClaim } from './claim-table.ts';
import { draftsOf, type SubsidyDraft } from './draft-table.ts';
import { storePolicy } from './policies.ts';

/** A unit of a cart that the government pays a part of, or could. */
export type CartSubsidy = UnitSubsidy & {
  readonly policy: SubsidyPolicy;
  readonly row: CartLine;
  readonly unit: number; // from 1
  readonly serialNumber: string | null;
  readonly draft: SubsidyDraft | null; // null: nobody asked yet
};

export type CartSubsidies = {
  readonly units: readonly CartSubsidy[];
  readonly claimedFen: Fen;
  /** What keeps a claimed unit from being sold so, first by line. */
  readonly obstacles: readonly Obstacle[];
};

export const NO_SUBSIDIES: CartSubsidies = { units: [], claimedFen: ZERO, obstacles: [] };

/** The units of a cart that a subsidy is there for today, priced as the cart stands, and what is claimed of it. */
export function cartSubsidies(till: Till, loaded: LoadedCart): CartSubsidies {
  const { db } = till;
  const drafts = draftsOf(db, loaded.cart.cartId);
  const policy = storePolicy(db, today(till));
  const units = policy === null ? [] : subsidisedUnits(policy, loaded, drafts);
  if (drafts.length === 0) return { ...NO_SUBSIDIES, units };
  const claimed = units.filter(({ draft }) => draft !== null);
  const claimedFen = claimed.reduce((sum, { subsidyFen }) => sum + subsidyFen, 0) as Fen;
  return { units, claimedFen, obstacles: obstaclesOf(till, loaded, { policy, drafts, claimed }) };
}

/** The calendar day in Shanghai: a policy holds by it, whatever day the sale is booked to. */
export function today(till: Pick<Till, 'clock'>): string {
  return businessDate(till.clock.now(), 0);
}

function subsidisedUnits(
  policy: SubsidyPolicy,
  loaded: LoadedCart,
  drafts: readonly SubsidyDraft[],
): readonly CartSubsidy[] {
  return eachLine(loaded).flatMap(({ row, priced }) => {
    if (row.item.kind !== 'goods' || row.quantityMilli % 1000 !== 0) return [];
    return priced.unitNets.flatMap((unitNetFen, index) => {
      const { category, energyGrade: grade } = row.item;
      const found = subsidyOf(policy, { category, grade, unitNetFen, tradeInFen: ZERO });
      if (!found) return [];
      const unit = index + 1;
      const isOf = (one: SubsidyDraft) => one.lineId === row.lineId && one.unit === unit;
      const draft = drafts.find(isOf) ?? null;
      return [{ ...found, policy, row, unit, serialNumber: serialOf(row, unit), draft }];
    });
  });
}

/** The serial number a unit is subsidised by: its own, or an air conditioner's outdoor unit's. */
function serialOf(row: CartLine, unit: number): string | null {
  const found = row.serials.find((one) => one.unit === unit && one.role !== 'indoor');
  return found?.serialNumber ?? null;
}

type Drafted = {
  readonly policy: SubsidyPolicy | null;
  readonly drafts: readonly SubsidyDraft[];
  readonly claimed: readonly CartSubsidy[];
};

function obstaclesOf(
  till: Till,
  loaded: LoadedCart,
  { policy, drafts, claimed }: Drafted,
): readonly Obstacle[] {
  const before: CartSubsidy[] = [];
  return drafts.flatMap((draft): Obstacle[] => {
    const row = loaded.rows.find(({ lineId }) => lineId === draft.lineId);
    if (!row || draft.unit * 1000 > row.quantityMilli) return []; // its unit was taken off the cart
    const place = { lineId: draft.lineId };
    if (policy === null) return [{ code: 'subsidy_no_policy', ...place }];
    const unit = claimed.find((one) => one.draft === draft);
    if (!unit) return [{ code: 'subsidy_not_eligible', ...place }];
    const { holderHmac } = draft;
    const code = unitRefusal(till, { ...unit, evidence: draft, holderHmac, claimedHere: before });
    before.push(unit);
    return code ? [{ code, ...place }] : [];
  });
}

type UnitRefusal =
  | GoodsUnmet
  | 'subsidy_not_entitled'
  | 'subsidy_person_used'
  | 'subsidy_serial_used'
  | 'subsidy_address_outside';

/**
 * What keeps one unit from its subsidy, in the order in which a counter checks (serial number, EAN and filed price, the
 * entitlement and the person's units, whether this one had a subsidy before, where it goes); `claimedHere` are the units
 * of the same cart that come first. `null` when nothing does.
 */
export function unitRefusal(
  till: Till,
  unit: Pick<CartSubsidy, 'policy' | 'category' | 'serialNumber' | 'row' | 'baseFen'> & {
    readonly evidence: SubsidyEvidence;
    readonly holderHmac: string;
    readonly claimedHere: readonly CartSubsidy[];
  },
): UnitRefusal | null {
  const { policy, category, serialNumber, holderHmac, row, evidence } = unit;
  const unmet = goodsUnmet(policy, { ...evidence, serialNumber, finalFen: unit.baseFen });
  if (unmet !== null || serialNumber === null) return unmet;
  if (!evidence.isEntitled) return 'subsidy_not_entitled';
  const key = { holderHmac, period: policy.period, category: category.name };
  const had = claimsOfHolder(till.db, key).filter((claim) => counts(till, policy, claim)).length;
  const here = unit.claimedHere.filter(
    (one) => one.category.name === category.name && one.draft?.holderHmac === holderHmac,
  ).length;
  if (had + here >= category.maxUnits) return 'subsidy_person_used';
  // Also one that came back: the platform would refuse its number until it is released there.
  if (claimOfSerial(till.db, row.item.brand, serialNumber)) return 'subsidy_serial_used';
  const isOutside = policy.addressInRegion && !evidence.isAddressInRegion;
  return isOutside ? 'subsidy_address_outside' : null;
}

/** Whether an earlier claim uses up one of a person's units: what came to nothing may give it back. */
function counts(till: Till, policy: SubsidyPolicy, claim: StandingClaim): boolean {
  if (claim.state === 'rejected') return false;
  if (claim.state !== 'reversed') return true;
  const revives = policy.qualificationRevivesOnReturn;
  if (revives === 'NO') return true;
  return revives === 'NEXT_DAY' && businessDate(claim.stateAt, 0) >= today(till);
}
