import { defineConfig } from 'vitest/config';

/** Races are against time: beside other tests both sides starve, and they take five times as long. */
const races = 'testing/adversarial/*-races.test.ts';
const everything = [
  'packages/*/test/**/*.test.ts',
  'testing/**/*.test.ts',
  'examples/*/test/**/*.test.ts',
  'scripts/**/*.test.ts',
];
const built = ['**/node_modules/**', '**/dist/**'];
const shared = {
  globalSetup: ['scripts/build/ensure-built.ts'],
  pool: 'forks',
  retry: 0,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  unstubEnvs: true,
  restoreMocks: true,
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    teardownTimeout: 10_000,
    projects: [
      {
        test: {
          ...shared,
          name: 'together',
          include: everything,
          exclude: [...built, races],
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...shared, name: 'alone', include: [races], exclude: built, sequence: { groupOrder: 1 } } },
    ],
  },
});
