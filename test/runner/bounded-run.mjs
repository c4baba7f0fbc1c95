// Runs a program that may not run for ever: at its limit it is killed with everything it has started. Plain
// JavaScript without dependencies, for Node 18 and later.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const isWindows = process.platform === 'win32';
/** What has been asked to end in order is killed after this time. */
const GRACE_MS = 5000;

const underWay = new Set();
let stoppedBy = null;

/**
 * Answers how a program ended: its exit code, and `limit` when it was killed at `limitSeconds`, `over` when it was
 * killed because `isOver`, asked every second, had said yes for `graceSeconds`, else `exit`.
 */
export function runBounded(command, args, bounds) {
  const { limitSeconds, isOver = () => false, graceSeconds = 30, beforeKill, ...options } = bounds;
  return new Promise((done) => {
    if (stoppedBy !== null) return done({ code: 1, end: 'exit' });
    // A group of its own, so that it can be killed whole; on Windows that would open a window.
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
      detached: !isWindows,
    });
    underWay.add(child);
    const startedAt = Date.now();
    let end = 'exit';
    let overAt = null;
    const watching = setInterval(async () => {
      if (isOver()) overAt ??= Date.now();
      if (end !== 'exit') return;
      if (Date.now() - startedAt > limitSeconds * 1000) end = 'limit';
      else if (overAt !== null && Date.now() - overAt > graceSeconds * 1000) end = 'over';
      else return;
      await beforeKill?.(child.pid, end);
      killWhole(child);
    }, 1000);
    const finish = (code) => {
      clearInterval(watching);
      underWay.delete(child);
      if (child.pid !== undefined) killWhole(child);
      done({ code: code ?? 1, end });
    };
    child.on('error', () => finish(1));
    child.on('exit', (code) => finish(code));
  });
}

/** Ends on Ctrl-C and on a request of the system whatever is running, and starts nothing any more. */
export function endOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const isSecond = stoppedBy !== null;
      stoppedBy ??= signal;
      for (const child of underWay) {
        if (isSecond || isWindows) killWhole(child);
        else signalGroup(child.pid, 'SIGTERM');
      }
      setTimeout(() => {
        for (const child of underWay) killWhole(child);
      }, GRACE_MS).unref();
    });
  }
}

/** The signal that ended the run, or `null`. */
export function stopSignal() {
  return stoppedBy;
}

/** Every process that a program has started and that still lives, those without a parent any more among them. */
export function processesBelow(pid) {
  const all = processTable();
  const below = new Set([pid]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const each of all) if (below.has(each.parent) || each.group === pid) below.add(each.pid);
  }
  return all.map((each) => each.pid).filter((each) => below.has(each));
}

/** Kills a program and all it has started, until nothing of it is left: a process may fork while it dies. */
function killWhole(child) {
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  for (let round = 0; round < 5; round += 1) {
    const alive = processesBelow(child.pid);
    if (alive.length === 0) return;
    for (const pid of alive) signal(pid, 'SIGKILL');
    signalGroup(child.pid, 'SIGKILL');
  }
}

function signalGroup(pid, name) {
  signal(isWindows ? pid : -pid, name);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** All living processes with their parent and group; a dead one that nobody has asked about counts as ended. */
function processTable() {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const line = statLine(name);
        // The name of the program stands in brackets and may hold anything.
        const [state, parent, group] = line.slice(line.lastIndexOf(')') + 2).split(' ');
        const isAlive = state !== undefined && !['', 'Z', 'X'].includes(state);
        return isAlive ? [{ pid: Number(name), parent: Number(parent), group: Number(group) }] : [];
      });
  }
  const listed = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' });
  return (listed.stdout ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pid, , , state]) => pid && !state?.startsWith('Z'))
    .map(([pid, parent, group]) => ({
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
    }));
}

function statLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
