import { argv, env, stderr } from 'node:process';

import { buildBundles } from './bundles.ts';
import { buildComponents } from './components.ts';
import { buildGuestSdk } from './guest-sdk.ts';

const fromSource = /^(?:\.\/)?packages\/(?!cli|host-node)/u;

/**
 * Brings the build up to date before the tests (vitest's global set-up). A run limited to packages whose tests need
 * no build skips it, and so does one whose caller has built (`KAMI_BUILD_DONE=1`). A build that fails is reported,
 * and the tests that need it will fail.
 */
export async function setup(): Promise<void> {
  if (env['KAMI_BUILD_DONE'] === '1') return;
  const filters = argv.slice(2).filter((argument) => argument.includes('/') && !argument.startsWith('-'));
  if (filters.length > 0 && filters.every((filter) => fromSource.test(filter))) return;
  for (const build of [buildGuestSdk, buildBundles, buildComponents]) {
    try {
      await build();
    } catch (error) {
      stderr.write(`build: ${String(error)}\n`);
    }
  }
}
