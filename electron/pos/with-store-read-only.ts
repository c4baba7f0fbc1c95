import { stderr } from 'node:process';
import { readingTill } from '../core/reading-till.ts';
import type { Till } from '../core/till.ts';
import { dataFolder } from '../data-folder.ts';
import { refusalLine } from './refusal-line.ts';
import type { ExitCode } from './with-till.ts';

/**
 * Runs a command that only reads on the store in `folder` (by default the one `npm start` opens) and sets the exit
 * code. It neither takes the folder nor starts anything, so it works beside a running till; where there is no
 * store it says so and creates none.
 */
export async function withStoreReadOnly(
  folder: string | undefined,
  work: (till: Till) => ExitCode | Promise<ExitCode>,
): Promise<void> {
  const at = dataFolder(folder);
  const till = readingTill(at);
  if (!till.ok) {
    stderr.write(refusalLine(till.refusal, at));
    process.exitCode = 1;
    return;
  }
  try {
    process.exitCode = await work(till.value);
  } finally {
    till.value.db.close();
  }
}
