import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router';
import { BackupScreen } from './backup/backup-screen.tsx';
import { CashScreen } from './cash/cash-screen.tsx';
import { Shell } from './components/shell.tsx';
import { DeliveryScreen } from './delivery/delivery-screen.tsx';
import { DocumentsScreen } from './documents/documents-screen.tsx';
import { GoodsScreen } from './goods/goods-screen.tsx';
import { HealthScreen } from './health/health-screen.tsx';
import { LabelsScreen } from './labels/labels-screen.tsx';
import { ReturnsScreen } from './returns/returns-screen.tsx';
import { SellScreen } from './sell/sell-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { ShiftScreen } from './shift/shift-screen.tsx';
import { DepositsScreen } from './tenders/deposits-screen.tsx';
import { SubsidiesScreen } from './tenders/subsidies-screen.tsx';

const root = createRootRoute({ component: Shell });
const at = (path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

/** Charts are large and seldom looked at: they are loaded when somebody wants to see them. */
const ReportsScreen = lazyRouteComponent(
  () => import('./reports/reports-screen.tsx'),
  'ReportsScreen',
);

/** It draws a chart too, and most days nobody hangs it on the wall. */
const BoardScreen = lazyRouteComponent(() => import('./board/board-screen.tsx'), 'BoardScreen');

/** Promotions are written in the office, not between two customers. */
const PromotionsScreen = lazyRouteComponent(
  () => import('./promotions/promotions-screen.tsx'),
  'PromotionsScreen',
);

/** Every screen by its address; the hash keeps it over a reload without the host knowing any path. */
export const screens = createRouter({
  history: createHashHistory(),
  defaultNotFoundComponent: SellScreen,
  routeTree: root.addChildren([
    at('/', SellScreen),
    at('/documents', DocumentsScreen),
    at('/returns', ReturnsScreen),
    at('/delivery', DeliveryScreen),
    at('/shift', ShiftScreen),
    at('/cash', CashScreen),
    at('/goods', GoodsScreen),
    at('/promotions', PromotionsScreen),
    at('/reports', ReportsScreen),
    at('/board', BoardScreen),
    at('/labels', LabelsScreen),
    at('/subsidies', SubsidiesScreen),
    at('/deposits', DepositsScreen),
    at('/settings', SettingsScreen),
    at('/health', HealthScreen),
    at('/backup', BackupScreen),
  ]),
});
