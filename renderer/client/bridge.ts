import { BRIDGE_NAME, type ScreenPort } from '../../shared/contract/screen-port.ts';

/** The port to the core that the window's preload put into the page; `null` in a browser. */
export function bridgedPort(): ScreenPort | null {
  const given: unknown = Reflect.get(window, BRIDGE_NAME);
  return isScreenPort(given) ? given : null;
}

function isScreenPort(given: unknown): given is ScreenPort {
  return typeof given === 'object' && given !== null && 'send' in given && 'listen' in given;
}
