import { backupRouter } from './backup-router.ts';
import { boardRouter } from './board-router.ts';
import { cartRouter } from './cart-router.ts';
import { cashRouter } from './cash-router.ts';
import { catalogRouter } from './catalog-router.ts';
import { checkoutRouter } from './checkout-router.ts';
import { customerRouter } from './customer-router.ts';
import { depositRouter } from './deposit-router.ts';
import { fulfilmentRouter } from './fulfilment-router.ts';
import { healthRouter } from './health-router.ts';
import { journalRouter } from './journal-router.ts';
import { labelsRouter } from './labels-router.ts';
import { periodRouter } from './period-router.ts';
import { printingRouter } from './printing-router.ts';
import { promotionsRouter } from './promotions-router.ts';
import { reportsRouter } from './reports-router.ts';
import { returnsRouter } from './returns-router.ts';
import { sessionRouter } from './session-router.ts';
import { settingsRouter } from './settings-router.ts';
import { shiftRouter } from './shift-router.ts';
import { staffRouter } from './staff-router.ts';
import { subsidyRouter } from './subsidy-router.ts';
import { syncRouter } from './sync-router.ts';
import { systemRouter } from './system-router.ts';
import { createCaller, router } from './trpc.ts';

/** Everything a screen can ask of the core, one subject a router. */
export const appRouter = router({
  backup: backupRouter,
  board: boardRouter,
  cart: cartRouter,
  cash: cashRouter,
  catalog: catalogRouter,
  checkout: checkoutRouter,
  customer: customerRouter,
  deposits: depositRouter,
  fulfilment: fulfilmentRouter,
  periods: periodRouter,
  health: healthRouter,
  journal: journalRouter,
  labels: labelsRouter,
  printing: printingRouter,
  promotions: promotionsRouter,
  returns: returnsRouter,
  reports: reportsRouter,
  session: sessionRouter,
  settings: settingsRouter,
  shift: shiftRouter,
  staff: staffRouter,
  subsidy: subsidyRouter,
  sync: syncRouter,
  system: systemRouter,
});

/** The router's type is all that a screen imports of the core. */
export type AppRouter = typeof appRouter;

/** Calls procedures in this process, through the same checks as any other link. */
export const callerFor = createCaller(appRouter);
