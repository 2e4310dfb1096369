import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

/** Threads and processes that tests start from source keep what Node compiled: measured, half of the store's tests. */
env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('.cache/compiled', import.meta.url));

/** Races are against time: beside other tests both sides starve, and they take five times as long. */
const races = 'testing/adversarial/*-races.test.ts';
/** Tests of folders whose modules keep processes, or fill memory that later ones would miss. */
const processes = 'packages/host-node/test/{executor,launch,prepare,process}/**/*.test.ts';
/** A minute, whatever runs beside them: begun last, they would run alone. */
const long = 'testing/{fuzz,tutorial}/*.test.ts';
const built = ['**/node_modules/**', '**/dist/**'];
const shared = {
  globalSetup: ['scripts/build/ensure-built.ts'],
  pool: 'forks',
  retry: 0,
  // A processor that four workers share is slow: only what hangs takes so long.
  testTimeout: 40_000,
  hookTimeout: 120_000,
  unstubEnvs: true,
  restoreMocks: true,
} as const;

export default defineConfig({
  test: {
    maxWorkers: 3,
    teardownTimeout: 10_000,
    projects: [
      {
        test: {
          ...shared,
          name: 'units',
          // One process for many files: measured, a fresh one for each is three quarters of the time.
          isolate: false,
          include: ['packages/*/test/**/*.test.ts'],
          exclude: [...built, processes],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'processes',
          include: [long, processes],
          exclude: built,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'whole',
          isolate: false,
          include: ['testing/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...built, races, long],
          // Many of these wait, for a deadline or for a process: measured, three leave a quarter of two cores idle.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...shared, name: 'alone', include: [races], exclude: built, sequence: { groupOrder: 2 } } },
    ],
  },
});
