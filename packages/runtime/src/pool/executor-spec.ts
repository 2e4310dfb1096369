import type { LoadHeader } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import { planMounts } from '@kami/sandbox';
import { PAGES_PER_MIB, type Isolation } from '@kami/types';

/** What an executor serves: one tool with one permission for one principal. */
export interface ExecutorSpec {
  /** Equal for calls that may share an executor. */
  readonly key: string;
  readonly tool: InstalledTool;
  readonly load: LoadHeader;
  /** Whether the executor serves one call only. */
  readonly isolated: boolean;
}

/**
 * The executor that a call needs. `environment` holds the granted variables with their values; `isolation` is the
 * operator's, and the stricter of it and the tool's own holds.
 */
export function executorSpec(
  tool: InstalledTool,
  principal: string,
  environment: readonly (readonly [string, string])[],
  isolation: Isolation,
): ExecutorSpec {
  const mounts = planMounts({ permission: tool.permission, limits: tool.manifest.limits, privateFolder: '' });
  return {
    key: JSON.stringify([
      tool.id,
      tool.digest,
      tool.prepared.digest,
      tool.permission,
      principal,
      environment,
    ]),
    tool,
    isolated: isolation === 'process' || tool.manifest.security.isolation === 'process',
    load: {
      environment,
      configuration: environment,
      preopens: mounts.map(({ guestPath, handle, writable }) => ({ guestPath, handle, writable })),
      maxMemoryPages: tool.manifest.limits.maxMemoryMb * PAGES_PER_MIB,
    },
  };
}
