import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Unit tests that start programs of their own, and take seconds: they run with the system tests. */
const COMMANDS = ['electron/pos/*-command.test.ts'];

/** Long tests that stay in their own process, so that two of them can run at once. */
const LONG = [
  'electron/core/backup/{backups,data-watch}.test.ts',
  'electron/play-day/trading-day.test.ts',
  'electron/core/api/{journal-router,rights}.test.ts',
  'electron/core/checkout/dishonest-cashier.test.ts',
  'shared/documents/lay-out.test.ts',
  'test/{golden,oracle,tamper}/**/*.test.ts',
  'test/restore/{restore-simulation,restoring,byte-flips,back-from-the-cloud}.test.ts',
  'test/cloud/{sync-simulation,cloud-on-pglite}.test.ts',
  'test/migrations/from-every-schema.test.ts',
];

/** What each project has around its run. */
const RUN_FOLDER = 'test/runner/run-folder.ts';

/** Builds the screen into dist/renderer, and holds the test projects: `npm run check` runs `unit`, `npm test` all. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome100',
    chunkSizeWarningLimit: 1500,
  },
  test: {
    root: '.',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,electron,cloud,renderer}/**/*.test.{ts,tsx}', 'test/*.test.ts'],
          exclude: [...COMMANDS, ...LONG],
          testTimeout: 20_000,
          // Half of the time of these many small files was loading the same modules: each worker loads them once.
          isolate: false,
          globalSetup: RUN_FOLDER,
          provide: { filesInMemory: true },
        },
      },
      {
        test: {
          name: 'long',
          include: LONG,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: RUN_FOLDER,
          provide: { filesInMemory: true },
        },
      },
      {
        test: {
          name: 'system',
          include: [
            'test/{contract,crash,devices,cloud,scenarios,hosts,pack,restore,migrations,soak,runner}/**/*.test.ts',
            ...COMMANDS,
          ],
          exclude: LONG,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: RUN_FOLDER,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          globalSetup: RUN_FOLDER,
        },
      },
    ],
  },
});
