import { newContext, type ToolHost } from '@kami/runtime';
import type { KamiError, Result } from '@kami/types';
import { isUnmade, makeHome } from '../home/make-home.ts';
import { createLateToolHost } from './late-tool-host.ts';
import type { ServiceParts } from './service-parts.ts';

/** Puts the host of a server together whose home is not made yet. */
export function composeLateToolHost(
  { clock, random, paths, config }: ServiceParts,
  open: () => Promise<Result<ToolHost, KamiError>>,
): ToolHost {
  return createLateToolHost({
    isThere: () => !isUnmade(paths),
    async open() {
      const made = makeHome(paths);
      return made.ok ? open() : made;
    },
    context: (...from) => newContext(clock, random, paths.root, ...from),
    pollMs: config.serve.listPollMs,
  });
}
