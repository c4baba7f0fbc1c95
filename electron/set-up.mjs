// Set-up that `npm start` and `npm test` share: plain JavaScript without dependencies, for Node 18 and later,
// because it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Something the person must put right; its message is all they need to read. */
export class SetUpRefusal extends Error {}

/** One line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Refuses a Node or npm that cannot do the set-up; the store itself runs on the Node 24 of the lock file. */
export function checkTools(
  node = process.versions.node,
  userAgent = process.env.npm_config_user_agent ?? '',
) {
  if (Number(node.split('.')[0]) < 18) {
    throw new SetUpRefusal(
      `需要 Node 18 以上，现在是 ${node}：请从 https://nodejs.org 安装新版。\n` +
        `Node 18 or newer is needed, this is ${node}: install it from https://nodejs.org.`,
    );
  }
  const npm = /npm\/(\d+)/.exec(userAgent);
  if (npm && Number(npm[1]) < 7) {
    throw new SetUpRefusal(
      'npm 太旧（需要 7 以上），请更新 Node 和 npm。\nThis npm is too old (7 or newer is needed): update Node and npm.',
    );
  }
}

/** Installs exactly what the lock file names, when it is not there yet. */
export async function ensureInstalled(root = ROOT) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stampFile = join(root, 'node_modules', '.cache', 'zhendian-install');
  const stamp = hashOf([lockText, process.platform, process.arch]);
  const lock = JSON.parse(lockText);
  const isWhole = missingPackage(root) === null;
  if (isWhole && readText(stampFile) === stamp) return;
  if (!isWhole) {
    say('依赖不完整，重新安装 · packages are missing from node_modules, installing them again');
  }
  if (!isWhole || !isInstalled(root, lock)) await install(root);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Builds the screen into dist/renderer when its sources have changed since the last time. */
export async function ensureScreen(root = ROOT) {
  const inputs = ['renderer', 'shared', 'electron/core/api', 'resources', 'vite.config.ts'];
  await ensureBuilt(root, {
    what: '界面 · screen',
    inputs: [...inputs, 'package-lock.json'],
    output: join(root, 'dist', 'renderer'),
    runs: [[]],
  });
}

/** Builds the Electron host into dist/electron when its sources have changed since the last time. */
export async function ensureWindowHost(root = ROOT) {
  await ensureBuilt(root, {
    what: '窗口程序 · window host',
    inputs: ['electron', 'shared', 'vite.electron.config.ts', 'package-lock.json'],
    output: join(root, 'dist', 'electron'),
    runs: [[], ['--mode', 'preload']].map((run) => ['--config', 'vite.electron.config.ts', ...run]),
  });
}

/** The Node 24 that the lock file brings, else this one if it can open a store. */
export function storeNode(root = ROOT) {
  const own = join(root, 'node_modules', `node-${platformName()}-${process.arch}`, 'bin');
  const binary = join(own, process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  if (Number(process.versions.napi) >= 10 && Number(process.versions.node.split('.')[0]) >= 24) {
    return process.execPath;
  }
  throw new SetUpRefusal(
    `这台机器（${process.platform} ${process.arch}）没有自带的 Node 24，请安装 Node 24 后重试。\n` +
      `No Node 24 comes along for ${process.platform} ${process.arch}: install Node 24, then retry.`,
  );
}

/** Where Node keeps what it has compiled, so that a second start compiles nothing. */
export function compiledFolder(root = ROOT) {
  return join(root, 'node_modules', '.cache', 'node-compile');
}

/** The environment in which `npm run` tools and tests find the store's own Node first. */
export function storeEnvironment(root = ROOT) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const first = [dirname(storeNode(root)), join(root, 'node_modules', '.bin')];
  const path = [...first, process.env.PATH ?? ''].join(separator);
  return { NODE_COMPILE_CACHE: compiledFolder(root), ...process.env, PATH: path };
}

function platformName() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

/** Whether node_modules holds every package of the lock file in its version, by npm's own list. */
function isInstalled(root, lock) {
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8'));
  } catch {
    return false;
  }
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const found = installed.packages?.[path];
    return found ? found.version === wanted.version : wanted.optional === true;
  });
}

/** A package that npm says it installed and that is not there any more, or `null`. */
function missingPackage(root) {
  const list = readText(join(root, 'node_modules', '.package-lock.json'));
  if (list === null) return null;
  const paths = Object.keys(JSON.parse(list).packages);
  return paths.find((path) => !existsSync(join(root, path, 'package.json'))) ?? null;
}

async function install(root) {
  say('正在安装依赖（第一次约一分钟）· installing packages (about a minute, the first time) …');
  const npmCli = process.env.npm_execpath;
  const isScript = npmCli?.endsWith('.js') === true;
  const [command, first] = isScript ? [process.execPath, [npmCli]] : [npmName(), []];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const ended = await run(command, args, { root, waiting: 'npm ci' });
  if (ended.code !== 0) throw new SetUpRefusal(installFailure(ended.output));
  say('依赖已安装 · packages installed');
}

function npmName() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

/** What a failed `npm ci` means for the person in front of it. */
export function installFailure(output) {
  const tail = output.trim().split('\n').slice(-6).join('\n');
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `没有写入这个文件夹的权限，依赖装不上。\nNo permission to write into this folder; packages cannot be installed.\n${tail}`;
  }
  if (/ENOSPC/.test(output)) {
    return `磁盘满了，依赖装不上。\nThe disk is full; packages cannot be installed.\n${tail}`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return `连不上 npm 源，第一次安装需要网络。\nThe npm registry cannot be reached; the first installation needs a network.\n${tail}`;
  }
  return `依赖安装失败。\nPackages could not be installed.\n${tail}`;
}

async function ensureBuilt(root, build) {
  const stampFile = join(build.output, '.stamp');
  const stamp = hashOf(build.inputs.flatMap((input) => contentsOf(join(root, input))));
  if (readText(stampFile) === stamp) return;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  say(`正在构建 · building: ${build.what} …`);
  for (const options of build.runs) {
    const args = [vite, 'build', '--logLevel', 'warn', ...options];
    const ended = await run(storeNode(root), args, { root, waiting: 'vite build' });
    if (ended.code !== 0) {
      throw new SetUpRefusal(`构建失败 · build failed: ${build.what}\n${ended.output.trim()}`);
    }
  }
  mkdirSync(build.output, { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Names and contents of all files below a path, without tests: they do not change what is built. */
function contentsOf(path) {
  if (!existsSync(path)) return [path];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path, readFileSync(path)];
  }
  return entries
    .filter((entry) => !entry.name.includes('.test.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => contentsOf(join(path, entry.name)));
}

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const underWay = new Set();

/** Ends an installation or a build that is under way, because the person has given up. */
export function endSetUp() {
  for (const child of underWay) child.kill('SIGTERM');
}

/** What a host that ended by itself said, in words for the person, when it was a damaged installation. */
export function damageIn(output) {
  const isDamaged =
    /ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND|ERR_DLOPEN_FAILED|ERR_PACKAGE_PATH_NOT_EXPORTED/;
  if (!isDamaged.test(output)) return null;
  return (
    '安装的依赖已损坏：请删除文件夹 node_modules，再运行 npm start。门店数据没有改动。\n' +
    'The installed packages are damaged: delete the folder node_modules and run npm start again. ' +
    'The data of the store was not touched.\n'
  );
}

/** Runs a program to its end with its output kept, and says every ten seconds that it still runs. */
function run(command, args, { root, waiting }) {
  return new Promise((done) => {
    const startedAt = Date.now();
    const isShell = command.endsWith('.cmd');
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: isShell,
    });
    underWay.add(child);
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const ticking = setInterval(() => {
      say(`  … ${waiting} ${Math.round((Date.now() - startedAt) / 1000)} s`);
    }, 10_000);
    const end = (code) => {
      clearInterval(ticking);
      underWay.delete(child);
      done({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
