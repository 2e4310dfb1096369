import { fileURLToPath } from 'node:url';
import { makeComponent } from '@kami/host-node';
import { runBuildCommand } from '@kami/host-node/build';
import type { BuildTools } from '../building/build-tools.ts';
import type { ServiceParts } from './service-parts.ts';

/** Puts together what building asks of the machine. */
export function composeBuildTools({ files, config }: Pick<ServiceParts, 'files' | 'config'>): BuildTools {
  const prepareEntry = fileURLToPath(files.prepare);
  const adapters = fileURLToPath(files.preview1);
  const deadlineMs = config.limits.prepareDeadlineMs;
  return {
    runCommand: runBuildCommand,
    makeComponent: async (request, signal) =>
      makeComponent({ ...request, prepareEntry, adapters, deadlineMs }, signal),
  };
}
