import { builtinModules } from 'node:module';
import { defineConfig, type UserConfig } from 'vite';
import packageInfo from './package.json' with { type: 'json' };

/** What the packed program brings along in node_modules instead of in the bundle. */
const external = [
  'electron',
  ...builtinModules.flatMap((name) => [name, `node:${name}`]),
  ...Object.keys(packageInfo.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]),
];

/**
 * Builds the window's programs into dist/electron: main and core-process as modules, and with `--mode preload` the
 * preload, which is CommonJS because a sandboxed one can be nothing else. The core's program lies one folder deeper, so
 * that `../../../resources` is the same folder from there as from its sources.
 */
export default defineConfig(({ mode }): UserConfig => {
  const isPreload = mode === 'preload';
  return {
    publicDir: false,
    build: {
      outDir: 'dist/electron',
      emptyOutDir: !isPreload,
      target: 'node24',
      minify: false,
      ssr: true,
      rollupOptions: {
        input: isPreload
          ? { preload: 'electron/preload.ts' }
          : {
              main: 'electron/main.ts',
              'core/core-process': 'electron/core-process.ts',
              'core/workbook-worker': 'electron/core/catalog/workbook-worker.ts',
              'core/journal-worker': 'electron/core/journal/journal-worker.ts',
              'core/database-check-worker': 'electron/core/health/database-check-worker.ts',
              'core/backup-worker': 'electron/core/backup/backup-worker.ts',
            },
        external,
        output: {
          format: isPreload ? 'cjs' : 'es',
          entryFileNames: isPreload ? '[name].cjs' : '[name].js',
          chunkFileNames: 'core/[name]-[hash].js',
        },
      },
    },
  };
});
