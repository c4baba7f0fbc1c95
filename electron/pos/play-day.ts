import { stderr, stdout } from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import { createCore } from '../core/core.ts';
import { openStore } from '../core/db/open.ts';
import { registerIds } from '../core/journal/audit-table.ts';
import { lastEntry } from '../core/journal/journal-table.ts';
import { storeOf } from '../core/staff/store-table.ts';
import { systemClock } from '../core/system-ports.ts';
import { dataFolder } from '../data-folder.ts';
import { lockFolder } from '../data-folder-lock.ts';
import { type DayClock, realDayClock, virtualDayClock } from '../play-day/day-clock.ts';
import { type PlayedDay, playDay } from '../play-day/trading-day.ts';
import { refusalLine } from './refusal-line.ts';
import { hasStore, readFolder } from './with-till.ts';

type Options = {
  readonly sales: number;
  readonly seed: number;
  readonly data?: string;
  readonly speed?: number;
  readonly json?: boolean;
};

const TEN_HOURS_MS = 10 * 3_600_000;
/** What a sale with the pause before it takes in the shop, generously. */
const SHOP_MS_A_SALE = 8 * 60_000;
/** A sale is a fact that nobody takes back, so no day is ever played on somebody's real books. */
const NOT_A_DEMO_STORE =
  '这是真实的门店，不是演示店：play-day 会记下无法撤回的销售，所以什么都没有做。\nThis is a real store, not the demo store; nothing was done.\n';

/** Adds `play-day` to the `pos` program. */
export function registerPlayDay(program: Command): void {
  program
    .command('play-day')
    .description('演示店营业一天 · ring up a trading day in the demo store')
    .requiredOption('--sales <n>', 'how many sales to make', wholeFrom(1, 1_000_000))
    .option('--seed <s>', 'the same seed makes the same day', wholeFrom(0, 4_294_967_295), 1)
    .option('--data <dir>', 'folder of the store; an empty one becomes the demo store', readFolder)
    .option(
      '--speed <x>',
      'real time, x times faster than in the shop; without it as fast as possible',
      factor,
    )
    .option('--json', 'print the summary as JSON')
    .action(play);
}

async function play(options: Options): Promise<void> {
  const folder = dataFolder(options.data);
  const lock = lockFolder(folder);
  if (!lock.ok) return fail(refusalLine(lock.refusal, folder));
  try {
    lock.value.sign({ pid: process.pid, host: 'pos', url: null });
    await playIn(folder, options);
  } finally {
    lock.value.release();
  }
}

async function playIn(folder: string, options: Options): Promise<void> {
  const day = dayClock(folder, options);
  const core = await createCore({ folder, demo: true, clock: day.clock });
  if (!core.ok) return fail(refusalLine(core.refusal, folder));
  try {
    if (!storeOf(core.value.till.db)?.isDemo) return fail(NOT_A_DEMO_STORE);
    const { sales, seed } = options;
    const played = await playDay({ core: core.value, sales, seed, day });
    stdout.write(options.json ? asJson(played) : asText(played));
    const isWhole = played.journal.ok && played.audit.faults.length === 0;
    if (!played.isCashRight || !isWhole) process.exitCode = 1;
  } finally {
    await core.value.close();
  }
}

/**
 * Without `--speed` the day ends about now: it begins ten hours ago, or where the store's last day ended, and its
 * time goes by as fast as there is room, so that nothing is ever sold in the future.
 */
function dayClock(folder: string, options: Options): DayClock {
  if (options.speed !== undefined) return realDayClock(options.speed);
  const now = systemClock.now();
  const startAt = Math.min(now, Math.max(now - TEN_HOURS_MS, lastEntryAt(folder)));
  const roomMs = now - startAt;
  return virtualDayClock(startAt, Math.min(1, roomMs / (options.sales * SHOP_MS_A_SALE)));
}

/** When the store in `folder` last wrote something down, epoch ms; 0 where there is none yet. */
function lastEntryAt(folder: string): number {
  if (!hasStore(folder)) return 0;
  const db = openStore(folder);
  if (!db.ok) return 0; // opening it for the day says why
  const at = Math.max(
    0,
    ...registerIds(db.value).map((id) => lastEntry(db.value, id)?.endedAt ?? 0),
  );
  db.value.close();
  return at;
}

function asText(played: PlayedDay): string {
  const { audit, tally } = played;
  const counts = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`)
      .join('，');
  const faults = audit.faults.map(
    ({ invariant, what, where }) => `  ${invariant} ${what}：${where}`,
  );
  return `${[
    `销售 ${tally.sales} 笔，收入 ¥${yuan(tally.takingsFen)}（收 ¥${yuan(tally.tenderedFen)}，找零 ¥${yuan(tally.changeFen)}），种子 ${played.seed}`,
    `商品 ${tally.units}，序列号 ${tally.serials}，送货安装单 ${tally.tickets}，补打 ${tally.reprints}`,
    `退货 ${tally.returns} 笔 ${tally.unitsBack} 件，退款 ¥${yuan(tally.refundedFen)}，练习 ${tally.practised}`,
    `收支 ${tally.movements} 笔 ¥${yuan(tally.movedFen)}，交接 ${tally.handovers} 次（争议 ${tally.disputes}），日结长短款 ¥${yuan(tally.overShortFen)}`,
    `挂单 ${tally.holds}，取单 ${tally.recalls}，清空 ${tally.clearedCarts}，删行 ${tally.removedLines}`,
    `优惠 ${tally.discounts}，改价 ${tally.overrides}，授权 ${tally.approvals}，登录 ${tally.signIns}，锁屏 ${tally.locks}`,
    `事件：${counts(tally.events)}`,
    `拒绝：${counts(tally.refusals)}`,
    played.isCashRight ? '日结与手记相符。' : '日结与手记不符！',
    played.journal.ok
      ? '账本核对相符。'
      : `账本核对不符：${JSON.stringify(played.journal.firstBad)}`,
    audit.faults.length === 0
      ? `核对 ${audit.sales} 笔销售、${audit.entries} 条日志：小票连号，日志链完整，账账相符。`
      : `核对发现 ${audit.faults.length} 处不符：`,
    ...faults,
  ].join('\n')}\n`;
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

function asJson({ seed, tally, audit, journal, isCashRight }: PlayedDay): string {
  return `${JSON.stringify({ seed, ...tally, isCashRight, audit, journal })}\n`;
}

function fail(sentence: string): void {
  stderr.write(sentence);
  process.exitCode = 1;
}

function wholeFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`${least}–${most}`);
  };
}

function factor(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 100_000) return number;
  throw new InvalidArgumentError('> 0');
}
