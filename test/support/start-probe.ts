/** Opens the store in a folder as a host does, says that it is ready, and ends. `node start-probe.ts FOLDER` */
import { argv, stdout } from 'node:process';
import { createCore } from '../../electron/core/core.ts';

const core = await createCore({ folder: argv[2] ?? '', demo: true });
if (!core.ok) throw new Error(core.refusal.code);
stdout.write('ready\n');
await core.value.close();
