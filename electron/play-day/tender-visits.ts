import { readIdentityNumber } from '../../shared/domain/tender/identity-number.ts';
import { fen } from '../../shared/kernel/money.ts';
import { type Counter, must, payCash, scanGood, scanSerials } from './counter.ts';
import type { Sellable } from './sellable-table.ts';
import { seatRole } from './staffing.ts';

const HOUR_MS = 3_600_000;
const DEPOSIT_FEN = 10_000;
/** A deposit may be a fifth of the price at most. */
const LEAST_PRESALE_FEN = 60_000;
/** Scanned where the catalogue has none; it belongs to no other good. */
const EAN_ON_THE_BOX = '6909876543212';
/** So many goods are looked at for one that saves energy. */
const MOST_TRIES = 20;

/** An appliance that the government pays a part of, where today's policy has one for it. */
export async function buySubsidised(counter: Counter): Promise<void> {
  const good = savingGood(counter);
  const lineId = good && (await scanGood(counter, good));
  if (!lineId) return;
  await scanSerials(counter, lineId);
  const { subsidies } = await counter.api().cart.current();
  const [unit] = subsidies;
  if (unit) {
    await counter.pass(counter.dice.between(20_000, 60_000));
    const { name } = counter.dice.pick(counter.villagers);
    const claim = { lineId: unit.lineId, unit: unit.unit, name };
    const identityNumber = newIdentityNumber(counter);
    const { ean } = await counter.api().subsidy.known({ sku: good.sku });
    const evidence = { ean: ean || EAN_ON_THE_BOX, filedFen: 2 * unit.baseFen };
    const confirmed = { ...evidence, isEntitled: true, isAddressInRegion: true };
    const asked = counter.api().subsidy.claim({ ...claim, identityNumber, ...confirmed });
    must(await asked, 'asking for a subsidy');
  }
  await payCash(counter);
}

/** A good of the best grade, if there is one among the next that are asked for. */
function savingGood({ goods, dice }: Counter): Sellable | null {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const good = goods.take(dice.pick(['split', 'appliance']));
    if (good?.energyGrade === '1级') return good;
  }
  return goods.take('appliance');
}

/** A customer leaves a deposit for a presale, and comes for the goods within the hour. */
export async function buyPresale(counter: Counter): Promise<void> {
  const good = counter.goods.take('appliance');
  if (!good || !isForPresale(good)) return;
  await seatRole(counter, 'manager');
  const presale = must(await counter.api().promotions.save(presaleOf(counter, good)), 'a presale');
  const { promotionId, version } = presale;
  const { name, phone } = counter.dice.pick(counter.villagers);
  const { number } = must(
    await counter.api().deposits.take({
      ...{ requestId: counter.requestId(), promotionId, sku: good.sku },
      ...{ personId: null, name, phone },
    }),
    'taking a deposit',
  );
  counter.tally.depositFen += DEPOSIT_FEN;
  // What was promised is kept, also once the presale is over for everybody else.
  const stopped = await counter.api().promotions.stop({ promotionId, expectedVersion: version });
  must(stopped, 'stopping a presale');
  await counter.pass(counter.dice.between(60_000, 600_000));
  await seatRole(counter, 'manager');
  const lineId = await scanGood(counter, good);
  if (!lineId) return;
  await scanSerials(counter, lineId);
  must(await counter.api().cart.addDeposit({ number }), 'redeeming a deposit');
  await payCash(counter);
}

function isForPresale({ listFen, floorFen }: Sellable): boolean {
  return listFen !== null && listFen >= LEAST_PRESALE_FEN && (floorFen ?? 0) < listFen - 2_000;
}

/** A hundred yuan that count for a hundred and ten, on one good. */
function presaleOf(counter: Counter, { sku }: Sellable) {
  const fromAt = counter.now();
  const amounts = { depositFen: fen(DEPOSIT_FEN), worthFen: fen(11_000), offFen: null };
  return {
    ...{ promotionId: null, expectedVersion: 0, status: 'scheduled' as const },
    definition: {
      ...{ name: '定金100抵110', campaign: '', layer: 1 as const, basis: 'running' as const },
      benefit: { kind: 'presale' as const, ...amounts },
      scope: {
        ...{ skus: [sku], brands: [], categories: [], tags: [] },
        exclude: { skus: [], brands: [], categories: [] },
      },
      window: { fromAt, toAt: fromAt + HOUR_MS, weekdays: [], hours: [] },
      audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
      quota: { total: null, perDay: null, perCustomer: null, perSale: null },
      ...{ isExclusive: false, group: '', stacksWithCoupons: true, priority: 9 },
      ...{ isOptional: false, funding: 'store' as const },
    },
  };
}

/** An identity number with a good check digit; one of so many that nobody comes twice. */
function newIdentityNumber({ dice }: Counter): string {
  const digits = (from: number, to: number, length: number) =>
    String(dice.between(from, to)).padStart(length, '0');
  const birthday = `${digits(1950, 2000, 4)}${digits(1, 12, 2)}${digits(1, 28, 2)}`;
  const number = `${digits(110_101, 659_004, 6)}${birthday}${digits(0, 999, 3)}`;
  const whole = [...'0123456789X'].flatMap((check) => readIdentityNumber(number + check) ?? []);
  const [one] = whole;
  if (one === undefined) throw new Error('one check digit is right');
  return one;
}
