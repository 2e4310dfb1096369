import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

import { build } from 'rolldown';

import type { ServerCommand } from '../e2e/connect-client.ts';

/** A server as one bundled file, removed when it is disposed. */
export interface BundledServer extends Disposable {
  readonly command: ServerCommand;
}

/** Bundles a server that KAMI is compared with; `environment` is the one it is started in. */
export async function bundleServer(source: URL, environment: Record<string, string>): Promise<BundledServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kami-bench-'));
  const file = join(folder, 'server.mjs');
  await build({
    input: fileURLToPath(source),
    platform: 'node',
    output: { file, format: 'esm', codeSplitting: false },
  });
  return {
    command: { command: execPath, args: [file], env: environment },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
