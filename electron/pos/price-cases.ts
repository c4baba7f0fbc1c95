import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stderr, stdout } from 'node:process';
import type { Command } from 'commander';
import { programPolicies } from '../core/subsidy/program-policies.ts';
import { priceCase } from './case-answer.ts';
import { readCases } from './case-input.ts';
import type { ExitCode } from './with-till.ts';

/** `pos price FILE.json`: prices carts as the till would, without a store, and prints a JSON array. */
export function registerPriceCases(program: Command): void {
  program
    .command('price')
    .argument('<file>', 'carts and promotions as JSON: { "cases": […] } or a list of cases')
    .description('按促销算价 · prices the carts of a file, and says why')
    .action((file: string) => {
      process.exitCode = priceFile(resolve(file));
    });
}

function priceFile(file: string): ExitCode {
  let parsed: unknown;
  try {
    // Text in another encoding would read as other goods and categories, and be priced as those.
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
  } catch (error) {
    return failed(`${file}：${whyUnread(error)}`);
  }
  const read = readCases(parsed);
  if ('fault' in read) {
    const { id, field, what } = read.fault;
    return failed(`用例 ${id} 的 ${field} 不对 · case ${id}: ${field}: ${what}`);
  }
  const policies = programPolicies();
  const answers: string[] = [];
  for (const one of read.cases) {
    try {
      answers.push(JSON.stringify(priceCase(one, policies)));
    } catch (error) {
      // Amounts that no shop can mean, and only they, are refused by arithmetic itself.
      const why = error instanceof Error ? error.message : '';
      return failed(`用例 ${one.id} 算不出来 · case ${one.id} cannot be priced: ${why}`);
    }
  }
  stdout.write(answers.length === 0 ? '[]\n' : `[\n${answers.join(',\n')}\n]\n`);
  return 0;
}

function whyUnread(error: unknown): string {
  if (error instanceof SyntaxError) return '不是 JSON · is not JSON';
  const isText = error instanceof TypeError;
  return isText ? '不是 UTF-8 文本 · is not UTF-8' : '读不出来 · cannot be read';
}

function failed(sentence: string): ExitCode {
  // A file's own words do not move the cursor or change the colours of whoever reads this.
  stderr.write(`${sentence.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')}\n`);
  return 1;
}
