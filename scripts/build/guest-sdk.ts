import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { contentDigest, isBuilt, markBuilt } from './content-stamp.ts';
import type { BuildOutcome } from './outcome.ts';
import { requireCommand } from './run-command.ts';
import { workspaceRoot } from './workspace-root.ts';

const project = 'packages/guest/tsconfig.build.json';
const output = join(workspaceRoot, 'packages/guest/dist');

/** Emits the guest SDK as JavaScript with declarations, the form in which it is published. */
export async function buildGuestSdk(): Promise<BuildOutcome> {
  const digest = contentDigest(['packages/guest', 'tsconfig.json', 'pnpm-lock.yaml']);
  if (isBuilt('guest-sdk', digest) && existsSync(output)) return { built: [], missing: [] };
  rmSync(output, { recursive: true, force: true });
  await requireCommand(['node', 'node_modules/typescript/bin/tsc', '-p', project]);
  markBuilt('guest-sdk', digest);
  return { built: ['packages/guest/dist'], missing: [] };
}
