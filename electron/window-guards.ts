import type { App, Session, WebContents, WebPreferences } from 'electron';

/** Where the window's page comes from: the built screen under a protocol of our own. */
export const SCREEN_SCHEME = 'app';
export const SCREEN_HOST = 'screen';
export const SCREEN_URL = `${SCREEN_SCHEME}://${SCREEN_HOST}/`;

/** What a page may do in our window: show itself. No Node, its own world, in a sandbox. */
export function pagePreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  };
}

/** Refuses every permission a page can ask for or look up. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Keeps every page of the program on the screen: no other address, no new window, no embedded page. */
export function keepOnScreen(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isScreenUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Whether an address is our own page, and not merely begins like it. */
export function isScreenUrl(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === `${SCREEN_SCHEME}:` && url.host === SCREEN_HOST && url.username === '';
  } catch {
    return false;
  }
}
