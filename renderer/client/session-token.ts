/** Keeps the token of the person's session over a reload of this tab, and no longer than the tab lives. */

const KEY = 'zhendian.session';
let current: string | null = sessionStorage.getItem(KEY);

export function sessionToken(): string | null {
  return current;
}

export function keepSessionToken(token: string | null): void {
  current = token;
  if (token === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}
