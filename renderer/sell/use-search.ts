import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ItemCard } from '../../shared/contract/catalog.ts';
import { reads } from '../client/core-client.ts';
import { readTyped } from './typed-text.ts';

const MOST_RESULTS = 20;

export type Search = {
  readonly items: readonly ItemCard[];
  /** The items belong to the text as it now stands. */
  readonly isCurrent: boolean;
  readonly isEmpty: boolean;
};

/** Searches while typing; what was found stays in sight until the next answer is there. */
export function useSearch(text: string): Search {
  // A barcode is scanned, not searched: nothing has to be looked up while its digits pour in.
  const wanted = useDeferredValue(readTyped(text).isCode ? '' : text.trim());
  const found = useQuery(
    reads.catalog.search.queryOptions(
      { text: wanted, limit: MOST_RESULTS },
      { enabled: wanted !== '', placeholderData: keepPreviousData },
    ),
  );
  const isCurrent = wanted === text.trim() && !found.isPlaceholderData && found.isSuccess;
  const items = wanted === '' ? [] : (found.data ?? []);
  return { items, isCurrent, isEmpty: wanted !== '' && isCurrent && items.length === 0 };
}
