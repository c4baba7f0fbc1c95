/** The screen's end of the port to the core, as the window's preload hands it over: texts only. */
export type ScreenPort = {
  readonly send: (text: string) => void;
  /** Hears every text from the core; answers how to stop hearing. */
  readonly listen: (hear: (text: string) => void) => () => void;
};

/** The name in the page under which the preload puts its `ScreenPort`. */
export const BRIDGE_NAME = 'zhendian';
