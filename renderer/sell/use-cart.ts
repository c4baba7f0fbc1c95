import { useQuery } from '@tanstack/react-query';
import { type CartView, EMPTY_CART } from '../../shared/contract/cart.ts';
import { reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';

/** The cart as the core last told it; what is shown stays while it is read again. */
export function useCart(): { readonly cart: CartView; readonly isRead: boolean } {
  const current = useQuery(reads.cart.current.queryOptions());
  return { cart: current.data ?? EMPTY_CART, isRead: current.data !== undefined };
}

/** Reads the cart again now, so that the next key acts on what is shown. */
export async function readCartAgain(): Promise<CartView | undefined> {
  await queryClient.invalidateQueries({ queryKey: [['cart']] });
  return queryClient.getQueryData(reads.cart.current.queryKey());
}

/** Takes over a cart that came with an answer, without asking again. */
export function takeCart(cart: CartView): void {
  queryClient.setQueryData(reads.cart.current.queryKey(), cart);
}
