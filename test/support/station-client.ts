/** Calls of a running station as a screen makes them, over HTTP. */
export type StationClient = {
  /** The answer of one procedure; throws the refusal or fault that came instead of one. */
  readonly call: (path: string, input?: unknown) => Promise<unknown>;
  /** Signs somebody of the demo store in; what is called from then on is theirs. */
  readonly signIn: (pin: { readonly staffId: string; readonly pin: string }) => Promise<void>;
  /** Signs the demo cashier in and sells one air conditioner for exact cash. */
  readonly sellOne: () => Promise<SoldOne>;
};

export type SoldOne = { readonly saleId: string; readonly receiptNumber: string };

/** @param address as the station printed it, with its token */
export function stationClient(address: string): StationClient {
  const { origin, hash } = new URL(address);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-zhendian-token': hash.replace('#token=', ''),
  };
  const call = async (path: string, input: unknown = null): Promise<unknown> => {
    const body = JSON.stringify(input);
    const answer = await fetch(`${origin}/trpc/${path}`, { method: 'POST', headers, body });
    const read = await answer.json();
    if (read.result === undefined) throw new Error(JSON.stringify(read));
    return read.result.data;
  };
  const signIn = async (pin: { readonly staffId: string; readonly pin: string }) => {
    const signedIn = (await call('session.signIn', pin)) as { value: { token: string } };
    headers['x-zhendian-session'] = signedIn.value.token;
  };
  const sellOne = async () => {
    await signIn({ staffId: 'demo-cashier', pin: '1111' });
    await call('cart.scan', { code: '100001', source: 'typed' });
    const cart = (await call('cart.current')) as { cartId: string; dueFen: number };
    const sold = (await call('checkout.payCash', {
      requestId: crypto.randomUUID(),
      cartId: cart.cartId,
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    })) as { ok: boolean; value: SoldOne };
    if (!sold.ok) throw new Error(JSON.stringify(sold));
    return sold.value;
  };
  return { call, signIn, sellOne };
}
