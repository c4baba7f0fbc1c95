import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Unit tests that take more than a few seconds: they run with the system tests, not in the inner loop. */
const LONG = [
  'electron/core/backup/backups.test.ts',
  'electron/core/backup/data-watch.test.ts',
  'electron/pos/import-prices-command.test.ts',
  'electron/pos/price-cases-command.test.ts',
  'electron/pos/print-report-command.test.ts',
  'electron/pos/report-command.test.ts',
  'electron/play-day/trading-day.test.ts',
  'electron/core/api/journal-router.test.ts',
  'electron/core/api/rights.test.ts',
  'electron/core/checkout/dishonest-cashier.test.ts',
  'shared/documents/lay-out.test.ts',
];

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
          exclude: LONG,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'system',
          include: [
            'test/{contract,crash,devices,cloud,golden,scenarios,hosts,pack,tamper,restore,migrations,soak,oracle}/**/*.test.ts',
            ...LONG,
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
