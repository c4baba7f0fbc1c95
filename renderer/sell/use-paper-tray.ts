import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reads } from '../client/core-client.ts';

export type Tray = ReturnType<typeof usePaperTray>;

/** Where the virtual printer stands beside the till: it slides out when a sale has printed. */
export function usePaperTray(doneSaleId: string | null) {
  const status = useQuery(reads.system.status.queryOptions());
  const isThere = status.data?.isVirtualPrinter ?? false;
  const [isWanted, want] = useState(false);
  useEffect(() => want(doneSaleId !== null), [doneSaleId]);
  return { isThere, isOpen: isThere && isWanted, toggle: () => want(!isWanted) };
}
