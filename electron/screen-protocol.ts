import { randomBytes } from 'node:crypto';
import { screenFile } from './transports/screen-files.ts';
import { contentSecurityPolicy, HARDENING_HEADERS, screenPage } from './transports/screen-page.ts';
import { isScreenUrl } from './window-guards.ts';

/** Answers a request of the window for `app://screen/…` with a file of the built screen, else 404. */
export async function answerScreenRequest(folder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' || !isScreenUrl(request.url)) return nothing();
  const { pathname } = new URL(request.url);
  const file = await screenFile(folder, pathname);
  if (file === null) return nothing();
  const isPage = pathname === '/' || pathname === '/index.html';
  const nonce = randomBytes(16).toString('base64');
  const html = () => new TextDecoder().decode(file.body);
  return new Response(
    isPage ? screenPage(html(), { nonce, token: null }) : Buffer.from(file.body),
    {
      headers: {
        ...HARDENING_HEADERS,
        'content-type': file.type,
        'content-security-policy': contentSecurityPolicy(nonce, []),
      },
    },
  );
}

function nothing(): Response {
  return new Response('not found\n', { status: 404, headers: { ...HARDENING_HEADERS } });
}
