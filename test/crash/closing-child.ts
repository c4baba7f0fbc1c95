/**
 * A process that plays a day to its Z and ends itself with SIGKILL at point `KILL_AT`.
 * `node closing-child.ts FOLDER SKU [split]`; with `split` the close is torn in two by a bug. It writes the name of each step that it ended, a line each, at the end the points.
 */
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { closingTill, dayOf, playOn } from './closing-day.ts';
import { KILL_AT, killAtStatement } from './kill-points.ts';
import { commitAfter } from './planted-bugs.ts';

const [folder = '', sku = '', bug] = argv.slice(2);
const till = closingTill(folder);
if (bug === 'split') commitAfter(till.db, /^INSERT INTO z_report/);
const reached = killAtStatement(till.db, KILL_AT);
playOn(till, dayOf(sku), (name) => writeSync(1, `${name}\n`));
writeSync(1, `points ${reached()}\n`);
