import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, createCore } from '../../electron/core/core.ts';
import { type StationServer, serveStation } from '../../electron/transports/http-transport.ts';

export type DemoCore = {
  readonly core: Core;
  readonly folder: string;
  readonly remove: () => Promise<void>;
};

/** A running core on a demo store of its own in a temporary folder. */
export async function demoCore(): Promise<DemoCore> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-core-'));
  const core = await createCore({ folder, demo: true });
  if (!core.ok) throw new Error(core.refusal.code);
  const remove = async () => {
    await core.value.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { core: core.value, folder, remove };
}

export type DemoStation = DemoCore & { readonly server: StationServer; readonly port: number };

/** A station in this process, over a demo store and a screen of three small files. */
export async function demoStation(): Promise<DemoStation> {
  const demo = await demoCore();
  const screenFolder = join(demo.folder, 'screen');
  mkdirSync(join(screenFolder, 'assets'), { recursive: true });
  writeFileSync(join(screenFolder, 'index.html'), '<!doctype html><html><head></head></html>');
  writeFileSync(join(screenFolder, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(demo.folder, 'beside.html'), 'not part of the screen');
  const served = await serveStation({ core: demo.core, port: 0, screenFolder });
  if (!served.ok) throw new Error(served.refusal.code);
  const server = served.value;
  return {
    ...demo,
    server,
    port: Number(new URL(server.url).port),
    remove: async () => {
      await server.close();
      await demo.remove();
    },
  };
}
