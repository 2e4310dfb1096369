import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

import { build } from 'rolldown';

import type { ServerCommand } from '../e2e/connect-client.ts';

/** The baseline server as one bundled file, removed when it is disposed. */
export interface BaselineServer extends Disposable {
  readonly command: ServerCommand;
}

/** Bundles the plain server that KAMI is compared with; `environment` is the one it is started in. */
export async function bundleBaseline(environment: Record<string, string>): Promise<BaselineServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kami-bench-'));
  const input = fileURLToPath(new URL('baseline-server.mjs', import.meta.url));
  const file = join(folder, 'baseline-server.mjs');
  await build({ input, platform: 'node', output: { file, format: 'esm', codeSplitting: false } });
  return {
    command: { command: execPath, args: [file], env: environment },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
