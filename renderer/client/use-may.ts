import { useQuery } from '@tanstack/react-query';
import type { Right } from '../../shared/contract/rights.ts';
import { reads } from './core-client.ts';

/** Tells whether the person at the till has a right; the core asks again whatever the screen shows. */
export function useMay(): (right: Right) => boolean {
  const session = useQuery(reads.session.state.queryOptions());
  const rights = session.data?.rights ?? [];
  return (right) => rights.includes(right);
}
