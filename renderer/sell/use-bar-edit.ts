import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import {
  type BarEdit,
  clearEdit,
  discountEdit,
  drawerEdit,
  noteEdit,
  PLAIN_EDIT,
  priceEdit,
  quantityEdit,
  serialEdit,
} from './bar-edits.ts';
import type { Sell } from './use-sell.ts';

/** What the bar asks for in its present mode. */
export function useBarEdit(sell: Sell): BarEdit {
  const { t } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const [byRate, setByRate] = useState(true);
  const { mode } = sell;
  const lineId = 'lineId' in mode ? mode.lineId : null;
  const line = sell.cart.lines.find((l) => l.lineId === lineId) ?? null;
  const scene = { sell, t, line };
  switch (mode.kind) {
    case 'quantity':
      return quantityEdit(scene, mode.lineId);
    case 'price':
      return priceEdit(scene, mode.lineId);
    case 'discount':
      return discountEdit(scene, {
        byRate,
        toggle: () => setByRate(!byRate),
        limitRate: session.data?.discountRate ?? 0,
      });
    case 'note':
      return noteEdit(scene, mode.lineId);
    case 'serial':
      return serialEdit(scene, mode.lineId);
    case 'clear':
      return clearEdit(scene);
    case 'drawer':
      return drawerEdit(scene);
    case 'find':
      return PLAIN_EDIT;
  }
}
