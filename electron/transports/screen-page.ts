/**
 * What a browser may do with the screen: nothing but its own scripts, styles, fonts, pictures and sounds, and calls
 * to where it came from. `nonce` lets the one style element through that the component library writes.
 */
export function contentSecurityPolicy(nonce: string, connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self' data:",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers on everything the station and the window's own protocol answer. */
export const HARDENING_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
};

/**
 * The built index.html with the nonce of this answer and, for who may have it, the per-start token:
 * `<meta name="zhendian-token" content="…">`.
 */
export function screenPage(html: string, page: { nonce: string; token: string | null }): string {
  const metas = [`<meta property="csp-nonce" nonce="${page.nonce}">`];
  if (page.token !== null) metas.push(`<meta name="zhendian-token" content="${page.token}">`);
  return html.replace('<head>', `<head>\n    ${metas.join('\n    ')}`);
}
