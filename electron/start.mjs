// What `npm start` runs: sets up what is missing, then starts the window where Electron is present, else the
// browser station. Plain JavaScript without dependencies, for Node 18 and later.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { electronBinary } from './electron-binary.mjs';
import {
  checkTools,
  compiledFolder,
  damageIn,
  endSetUp,
  ensureInstalled,
  ensureScreen,
  ensureWindowHost,
  ROOT,
  SetUpRefusal,
  storeNode,
} from './set-up.mjs';

const HELP = `npm start -- [选项 options]

  --data DIR    门店数据的文件夹，没有店时建演示店 · folder of the store; the demo store where there is none
  --port N      浏览器收银台的端口，默认 8618 · port of the browser station, 8618 by default
  --no-open     不打开浏览器或窗口，只打印网址 · open nothing, print the address
  --electron    一定要用窗口 · insist on the window
  --help        本说明 · this text
`;

/** Options as the person typed them, or the one that is not understood. */
function readOptions(args) {
  const options = { data: undefined, port: undefined, noOpen: false, electron: false, help: false };
  for (let i = 0; i < args.length; i += 1) {
    const [name, inline] = args[i].split(/=(.*)/s);
    if (name === '--data' || name === '--port') {
      const value = inline ?? args[++i];
      if (value === undefined || value === '') return { wrong: name };
      options[name.slice(2)] = value;
    } else if (name === '--no-open') options.noOpen = true;
    else if (name === '--electron') options.electron = true;
    else if (name === '--help' || name === '-h') options.help = true;
    else return { wrong: args[i] };
  }
  return options;
}

async function start(options) {
  checkTools();
  await ensureInstalled();
  await ensureScreen();
  const electron = electronBinary(ROOT);
  if (options.electron && electron === null) {
    throw new SetUpRefusal(
      '这台机器没有 Electron 窗口程序：去掉 --electron，用浏览器收银台。\n' +
        'There is no Electron on this machine: leave --electron out and use the browser station.',
    );
  }
  const hasDesktop =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const isWindow = options.electron || (electron !== null && hasDesktop && !options.noOpen);
  const passed = options.data === undefined ? [] : ['--data', options.data];
  if (isWindow) {
    await ensureWindowHost();
    return runHost(electron, [join(ROOT, 'dist', 'electron', 'main.js'), ...passed], {
      isStation: false,
    });
  }
  if (options.port !== undefined) passed.push('--port', options.port);
  if (options.noOpen) passed.push('--no-open');
  passed.push('--demo-promotions'); // who starts it by hand sees what promotions look like
  return runHost(storeNode(), [join(ROOT, 'electron', 'station.ts'), ...passed], {
    isStation: true,
  });
}

/** The host once it runs; until then a signal ends the set-up. */
let host = null;

/**
 * Runs the host until it ends and answers its exit code. Signals are passed on by process id; over `ipc` the
 * station also notices when this process is killed.
 * What the host writes to stderr is kept, to say in words when the installation is damaged.
 */
function runHost(command, args, { isStation }) {
  return new Promise((done, fail) => {
    const stdio = ['ignore', 'inherit', 'pipe', ...(isStation ? ['ipc'] : [])];
    const env = isStation
      ? { NODE_COMPILE_CACHE: compiledFolder(), ...process.env }
      : { ...process.env };
    const child = spawn(command, args, { stdio, env });
    host = child;
    let words = '';
    child.stderr.on('data', (chunk) => {
      words = (words + chunk).slice(-20_000);
      process.stderr.write(chunk);
    });
    child.on('error', fail);
    child.on('close', (code, signal) => {
      if (code !== 0) process.stderr.write(damageIn(words) ?? '');
      done(code ?? (signal ? 1 : 0));
    });
  });
}

/** Ends what is under way: the host in order, a set-up at once. */
function end(signal) {
  if (host !== null) {
    if (host.exitCode === null) host.kill(signal);
    return;
  }
  endSetUp();
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => end(signal === 'SIGINT' ? 'SIGTERM' : signal));
}
// An npm that is ended does not always tell its scripts; without it nobody could stop the host any more.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) end('SIGTERM');
}, 500).unref();

const options = readOptions(process.argv.slice(2));
if (options.wrong !== undefined) {
  process.stderr.write(`选项不对 · option not understood: ${options.wrong}\n\n${HELP}`);
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(HELP);
} else {
  try {
    process.exitCode = await start(options);
  } catch (error) {
    process.stderr.write(
      `${error instanceof SetUpRefusal ? error.message : String(error?.stack)}\n`,
    );
    process.exitCode = 1;
  }
}
