import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  Session,
  WebContents,
  WindowOpenHandlerResponse,
} from 'electron';

/*
 * Stands in for Electron where there is none: it keeps what the program asked for, in Electron's own types, and lets
 * a test play the events that Electron would.
 */

type PermissionAsk = Parameters<Session['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<Session['setPermissionCheckHandler']>[0];

export const asked = {
  sandboxed: false,
  quits: 0,
  exits: [] as number[],
  schemes: [] as CustomScheme[],
  handlers: new Map<string, (request: Request) => Promise<Response>>(),
  windows: [] as BrowserWindow[],
  forks: [] as CoreDouble[],
  errors: [] as string[],
  permissionAsk: null as PermissionAsk,
  permissionCheck: null as PermissionCheck,
  devicePermission: null as ((details: unknown) => boolean) | null,
  isFirst: true,
};

class AppDouble extends EventEmitter {
  isPackaged = true;
  enableSandbox(): void {
    asked.sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    return asked.isFirst;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  quit(): void {
    asked.quits += 1;
  }
  exit(code: number): void {
    asked.exits.push(code);
  }
}

export class ContentsDouble extends EventEmitter {
  url = 'app://screen/';
  reloads = 0;
  posted: { channel: string; ports: readonly unknown[] }[] = [];
  openHandler: ((details: { url: string }) => WindowOpenHandlerResponse) | null = null;
  mainFrame = {
    postMessage: (channel: string, _message: unknown, ports: readonly unknown[] = []) => {
      this.posted.push({ channel, ports });
    },
  };
  getURL(): string {
    return this.url;
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler as typeof this.openHandler;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new ContentsDouble();
  loaded: string[] = [];
  shows = 0;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    asked.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}
  show(): void {
    this.shows += 1;
  }
  focus(): void {}
}

export class CoreDouble extends EventEmitter {
  readonly path: string;
  messages: { message: unknown; ports: readonly unknown[] }[] = [];
  kills = 0;
  constructor(path: string) {
    super();
    this.path = path;
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.messages.push({ message, ports });
  }
  kill(): boolean {
    this.kills += 1;
    return true;
  }
}

export const app = new AppDouble();
/** What the preload gave the page, by name. */
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown) => {
    exposed.set(name, api);
  },
};
export const ipcRenderer = new EventEmitter();
export class MessageChannelMain {
  port1 = { end: 1 };
  port2 = { end: 2 };
}
export const Menu = { setApplicationMenu: () => undefined };
export const dialog = {
  showErrorBox: (_title: string, text: string) => {
    asked.errors.push(text);
  },
};
export const protocol = {
  registerSchemesAsPrivileged: (schemes: CustomScheme[]) => {
    asked.schemes = schemes;
  },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
    asked.handlers.set(scheme, handler);
  },
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: PermissionAsk) => {
      asked.permissionAsk = handler;
    },
    setPermissionCheckHandler: (handler: PermissionCheck) => {
      asked.permissionCheck = handler;
    },
    setDevicePermissionHandler: (handler: (details: unknown) => boolean) => {
      asked.devicePermission = handler;
    },
  },
};
export const utilityProcess = {
  fork: (path: string) => {
    const core = new CoreDouble(path);
    asked.forks.push(core);
    return core;
  },
};
