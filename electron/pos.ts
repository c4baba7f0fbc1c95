import './node-gate.ts'; // first: stops on a Node that cannot open the store
import { stdout } from 'node:process';
import { Command, CommanderError } from 'commander';
import { registerArchive } from './pos/archive-journal.ts';
import { registerBackUp } from './pos/back-up.ts';
import { registerHealth } from './pos/health.ts';
import { registerImportPrices } from './pos/import-prices.ts';
import { registerPlayDay } from './pos/play-day.ts';
import { registerPriceCases } from './pos/price-cases.ts';
import { registerPrint } from './pos/print.ts';
import { registerReport } from './pos/report.ts';
import { registerRestore } from './pos/restore.ts';
import { registerVerify } from './pos/verify.ts';
import { withTill } from './pos/with-till.ts';

/** The command line of the store: exit code 0 done, 1 refused with one sentence on stderr, 2 not understood. */
async function runPos(argv: readonly string[]): Promise<void> {
  const program = new Command('pos')
    .description('镇店命令行 · the store from the command line')
    .showHelpAfterError()
    .exitOverride();
  registerImportPrices(program, withTill);
  registerPrint(program);
  registerPriceCases(program);
  registerReport(program);
  registerPlayDay(program);
  registerHealth(program);
  registerVerify(program);
  registerArchive(program, withTill);
  registerBackUp(program, withTill);
  registerRestore(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}

// A reader of our output that has had enough (`| head`) is no fault of ours.
stdout.on('error', () => process.exit());
await runPos(process.argv.slice(2));
