import { execFile } from 'node:child_process';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

/** A minute, setting up apart; `pnpm fuzz:frames` takes five. */
const SECONDS = 60;
const main = fileURLToPath(new URL('main.ts', import.meta.url));

describe.skipIf(process.platform !== 'linux')('frames of a hostile executor', () => {
  it('neither crash the host, nor make it grow, nor make it grant', async () => {
    const args = ['--disable-warning=ExperimentalWarning', main, String(SECONDS)];
    const { stdout } = await promisify(execFile)(execPath, args).catch((error: unknown) => {
      throw new Error(`the seed is in: ${JSON.stringify(error)}`);
    });
    expect(stdout).toContain('"passed":true');
  }, 240_000);
});
