/**
 * Builds what is not run from source: the command's bundles, the guest SDK, the components of examples and tests.
 * Incremental by content. `--strict` (or `KAMI_BUILD_STRICT=1`) makes a missing source an error.
 */
import { argv, env, stderr, stdout } from 'node:process';

import { buildBundles } from './build/bundles.ts';
import { buildComponents } from './build/components.ts';
import { buildGuestSdk } from './build/guest-sdk.ts';

const strict = argv.includes('--strict') || env['KAMI_BUILD_STRICT'] === '1';

try {
  for (const build of [buildGuestSdk, buildBundles, buildComponents]) {
    const started = performance.now();
    const { built, missing } = await build();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (built.length > 0) stdout.write(`built ${built.join(', ')} (${seconds} s)\n`);
    for (const source of missing) stderr.write(`${strict ? 'missing' : 'skipped, not there'}: ${source}\n`);
    if (strict && missing.length > 0) process.exitCode = 1;
  }
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
