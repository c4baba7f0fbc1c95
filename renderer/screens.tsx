import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router';
import { CashScreen } from './cash/cash-screen.tsx';
import { Shell } from './components/shell.tsx';
import { DeliveryScreen } from './delivery/delivery-screen.tsx';
import { DocumentsScreen } from './documents/documents-screen.tsx';
import { GoodsScreen } from './goods/goods-screen.tsx';
import { ReportsScreen } from './reports/reports-screen.tsx';
import { ReturnsScreen } from './returns/returns-screen.tsx';
import { SellScreen } from './sell/sell-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { ShiftScreen } from './shift/shift-screen.tsx';

const root = createRootRoute({ component: Shell });
const at = (path: string, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component });

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
    at('/reports', ReportsScreen),
    at('/settings', SettingsScreen),
  ]),
});
