import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Right } from '../../shared/contract/rights.ts';
import { refuse } from '../../shared/kernel/result.ts';
import { reads } from '../client/core-client.ts';
import { Notice } from './notice.tsx';

/** What only people with one of some rights can use; the others read that, instead of buttons that refuse. */
export function OnlyFor(props: {
  readonly rights: readonly Right[];
  readonly children: ReactNode;
}) {
  const session = useQuery(reads.session.state.queryOptions());
  if (!session.data) return null;
  const may = props.rights.some((right) => session.data.rights.includes(right));
  return may ? props.children : <Notice refusal={refuse('right_missing').refusal} />;
}
