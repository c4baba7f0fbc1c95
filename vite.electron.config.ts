import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import packageInfo from './package.json' with { type: 'json' };

/** What the packed program brings along in node_modules instead of in the bundle. */
const external = [
  'electron',
  ...builtinModules.flatMap((name) => [name, `node:${name}`]),
  ...Object.keys(packageInfo.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]),
];

/** Builds the window's three programs into dist/electron: main, core-process, and preload (a sandboxed one is CommonJS). */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/electron',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    ssr: true,
    rollupOptions: {
      input: {
        main: 'electron/main.ts',
        'core-process': 'electron/core-process.ts',
        preload: 'electron/preload.ts',
      },
      external,
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
});
