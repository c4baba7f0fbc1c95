// One step of the set-up as a program of its own, so that it can be killed when it takes too long.
import { argv } from 'node:process';
import { ensureInstalled, ensureScreen, ensureWindowHost, say } from '../../electron/set-up.mjs';

const STEPS = { ensureInstalled, ensureScreen, ensureWindowHost };

try {
  await STEPS[argv[2]]();
} catch (error) {
  say(String(error.message));
  process.exitCode = 1;
}
