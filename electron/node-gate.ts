import { stderr, versions } from 'node:process';

/**
 * Import this first in every entry point. The store's database needs Node-API 10 (Node 22.14, 23.6 or 24 on); on
 * an older Node it would end the process without a word, so the program says why and stops here.
 */
export function napiRefusal(napi: string | undefined): string | null {
  if (Number(napi) >= 10) return null;
  return [
    `这个 Node 太旧（${versions.node}），打不开门店数据。请用 npm start 启动，它会使用自带的 Node 24。`,
    `This Node (${versions.node}) is too old to open a store. Start with npm start, which uses its own Node 24.`,
    '',
  ].join('\n');
}

const refusal = napiRefusal(versions.napi);
if (refusal !== null) {
  stderr.write(refusal);
  process.exit(1);
}
