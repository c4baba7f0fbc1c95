import { callTRPCProcedure, TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PresaleView } from '../../../shared/contract/deposits.ts';
import { RIGHTS, ROLE_GRANTS, type Role } from '../../../shared/contract/rights.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { type DemoTill, demoTill, stockItem } from '../../../test/support/demo-till.ts';
import { hostileInput } from '../../../test/support/hostile-input.ts';
import { taken } from '../../../test/support/people-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { auditStore } from '../journal/audit-store.ts';
import { appRouter } from './app-router.ts';
import type { Needs } from './trpc.ts';

type Definition = {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly meta?: { readonly needs?: Needs };
  readonly inputs: readonly z.ZodType[];
};
const PROCEDURES = Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
  path,
  // The router's own record of a procedure; its public type leaves the inputs out.
  definition: (procedure as unknown as { _def: Definition })._def,
}));
const ROLES = Object.keys(ROLE_GRANTS) as Role[];

/** What anyone who can reach the screen may call: all that sign-in needs, and no more. */
const FOR_NOBODY = [
  'backup.catchUp',
  'backup.data',
  'backup.findHere',
  'backup.restoreHere',
  'backup.restoring',
  'session.lock',
  'session.setUp',
  'session.signIn',
  'session.signOut',
  'session.staff',
  'session.state',
  'session.unlock',
  'system.events',
];

/** What goes on showing while the till is locked: takings, which anybody in the shop may see on the wall. */
const ON_WALL = 'board.look';

let demo: DemoTill;
beforeAll(async () => {
  demo = await demoTill();
  stockItem(demo.till, { sku: 'HEATER', listFen: 100_000 });
});
afterAll(() => demo.close());

/** Calls a procedure as a link would; answers the code and message of its refusal, or null. */
async function call(
  { path, definition }: (typeof PROCEDURES)[number],
  token: string | null,
  input: unknown,
): Promise<{ readonly code: string; readonly message: string } | null> {
  try {
    await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: async () => input,
      ctx: { core: demo.core, token },
      type: definition.type,
      signal: AbortSignal.timeout(10_000),
      batchIndex: 0,
    });
    return null;
  } catch (error) {
    if (error instanceof TRPCError) return { code: error.code, message: error.message };
    return { code: 'CRASH', message: String(error) };
  }
}

describe('every procedure', () => {
  it.each(PROCEDURES)('$path says what right it needs', ({ definition }) => {
    expect(['nobody', ...RIGHTS]).toContain(definition.meta?.needs);
  });

  it('those that need nobody are the sign-in screen’s and no others', () => {
    const open = PROCEDURES.filter((p) => p.definition.meta?.needs === 'nobody');
    expect(open.map((p) => p.path).sort()).toEqual(FOR_NOBODY);
  });

  const needing = PROCEDURES.filter((p) => p.definition.meta?.needs !== 'nobody');

  it('is refused without a session, with an invented one, and with one that is locked', async () => {
    const locked = await demo.token('owner');
    const [lock] = PROCEDURES.filter((p) => p.path === 'session.lock');
    if (lock) await call(lock, locked, undefined);
    for (const procedure of needing) {
      for (const token of [null, '', 'x'.repeat(43)]) {
        expect([procedure.path, await call(procedure, token, {})]).toEqual([
          procedure.path,
          { code: 'FORBIDDEN', message: 'not_signed_in' },
        ]);
      }
      if (procedure.path === ON_WALL) continue;
      expect(await call(procedure, locked, {})).toMatchObject({ message: 'session_locked' });
    }
  });

  it('is refused to every role without its right, before its input is looked at', async () => {
    let refusedCount = 0;
    for (const role of ROLES) {
      const token = await demo.token(role);
      for (const procedure of needing) {
        const { needs } = procedure.definition.meta ?? {};
        if (!needs || needs === 'nobody' || ROLE_GRANTS[role].rights.has(needs)) continue;
        expect(await call(procedure, token, 'rubbish')).toEqual({
          code: 'FORBIDDEN',
          message: 'right_missing',
        });
        refusedCount += 1;
      }
    }
    expect(refusedCount).toBeGreaterThan(20);
  });
});

/** Who may call it: the owner may all but practise, which is for somebody in training. */
function holderOf({ definition }: (typeof PROCEDURES)[number]): Role {
  const needs = definition.meta?.needs;
  const isOwners = !needs || needs === 'nobody' || ROLE_GRANTS.owner.rights.has(needs);
  return isOwners ? 'owner' : 'trainer';
}

/** A cart with a line, a held cart and a sale, and the ids of all of them. */
async function liveIds(): Promise<readonly string[]> {
  const cashier = await demo.signIn('cashier');
  const items = await cashier.catalog.quickItems();
  for (const item of items.slice(0, 2)) await cashier.cart.addItem({ sku: item.sku });
  await cashier.cart.acceptPrices();
  const cart = await cashier.cart.current();
  const pay = { cartId: cart.cartId ?? '', expectedDueFen: cart.dueFen, tenderedFen: null };
  await cashier.checkout.payCash({ ...pay, requestId: `request-${cart.cartId}` });
  for (const item of items.slice(0, 2)) await cashier.cart.addItem({ sku: item.sku });
  const open = await cashier.cart.current();
  const sale = await cashier.checkout.lastSale();
  return [
    open.cartId ?? '',
    ...open.lines.map((line) => line.lineId),
    ...items.slice(0, 2).map((item) => item.sku),
    sale?.saleId ?? '',
    ...(await presaleIds()),
  ];
}

/** A presale that runs, and a deposit for it. */
async function presaleIds(): Promise<readonly string[]> {
  const sku = 'HEATER';
  const { till } = demo;
  const cashier = await demo.signIn('cashier');
  const isOurs = (one: PresaleView) => one.goods.some((good) => good.sku === sku);
  const known = (await cashier.deposits.presales()).find(isOurs);
  const amounts = { depositFen: fen(10_000), worthFen: fen(15_000), offFen: null };
  const window = { fromAt: till.clock.now() - 1_000, toAt: till.clock.now() + 30 * 86_400_000 };
  const { promotionId } =
    known ??
    runPromotion(till, { kind: 'presale', ...amounts }, { window, scope: { skus: [sku] } }, true);
  const customer = { personId: null, name: '王桂英', phone: '13800138000' };
  const asked = { requestId: crypto.randomUUID(), promotionId, sku, ...customer };
  const { depositId, number } = taken(await cashier.deposits.take(asked));
  return [promotionId, depositId, number];
}

describe('rubbish', () => {
  const RUBBISH: readonly unknown[] = [
    null,
    42,
    'x'.repeat(100_000),
    [],
    { __proto__: { sku: 'x' } },
    { constructor: { prototype: { polluted: true } } },
    { lineId: { toString: 'x' }, cartId: ['a'], saleId: Number.POSITIVE_INFINITY },
  ];

  it('of any shape is refused by the schema and never crashes the core', async () => {
    for (const procedure of PROCEDURES.filter((p) => p.definition.inputs.length > 0)) {
      const token = await demo.token(holderOf(procedure));
      for (const input of RUBBISH) {
        const refused = await call(procedure, token, input);
        expect([procedure.path, refused?.code ?? 'BAD_REQUEST']).toEqual([
          procedure.path,
          'BAD_REQUEST',
        ]);
      }
    }
  });

  it('of the right shape, with ids and texts from an attacker, is answered or refused, never a crash', async () => {
    let answeredCount = 0;
    const calls = PROCEDURES.filter(
      // Saved settings would make the core call the address they name.
      ({ path, definition }) => definition.inputs.length > 0 && path !== 'settings.save',
    );
    for (const procedure of calls) {
      const [schema] = procedure.definition.inputs;
      if (!schema) continue;
      const known = await liveIds();
      const token = await demo.token(holderOf(procedure));
      const inputs = hostileInput(
        z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
        known,
      );
      const { seed } = printedSeed(procedure.path);
      await fc.assert(
        fc.asyncProperty(inputs, async (input) => {
          const refused = await call(procedure, token, input);
          if (!refused) answeredCount += 1;
          expect(refused?.code ?? 'ok').toMatch(/^(ok|BAD_REQUEST|FORBIDDEN)$/);
        }),
        { seed, numRuns: Number(process.env.RUNS ?? 12) },
      );
      demo.advance(120_000); // wrong PINs among the rubbish make the next sign-in wait
    }
    expect(answeredCount).toBeGreaterThan(50); // else the inputs never got past the schemas
    expect(auditStore(demo.till.db).faults).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
