import { runBuildCommand } from '@kami/host-node/build';
import { err, kamiError } from '@kami/types';
import type { BuildTools } from '../building/build-tools.ts';

/** Puts together what building asks of the machine. */
export function composeBuildTools(): BuildTools {
  return {
    runCommand: runBuildCommand,
    makeComponent: async () =>
      err(kamiError('KAMI_BUILD_FAILED', 'This KAMI makes no component of a core module.')),
  };
}
