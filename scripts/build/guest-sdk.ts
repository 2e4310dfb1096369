import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { contentDigest, isBuilt, markBuilt } from './content-stamp.ts';
import type { BuildOutcome } from './outcome.ts';
import { requireCommand } from './run-command.ts';
import { workspaceRoot } from './workspace-root.ts';

const project = 'packages/guest/tsconfig.build.json';
const output = join(workspaceRoot, 'packages/guest/dist');

/** Emits the guest SDK as it is published: JavaScript with declarations, and the WIT that its build reads. */
export async function buildGuestSdk(): Promise<BuildOutcome> {
  const digest = contentDigest([
    'packages/guest',
    'wit',
    'scripts/build/guest-sdk.ts',
    'tsconfig.json',
    'pnpm-lock.yaml',
  ]);
  if (isBuilt('guest-sdk', digest) && existsSync(output)) return { built: [], missing: [] };
  rmSync(output, { recursive: true, force: true });
  await requireCommand(['node', 'node_modules/typescript/bin/tsc', '-p', project]);
  for (const name of ['host.wit', 'tool.wit']) {
    cpSync(join(workspaceRoot, 'wit', name), join(output, 'wit', name), { recursive: true });
  }
  markBuilt('guest-sdk', digest);
  return { built: ['packages/guest/dist'], missing: [] };
}
