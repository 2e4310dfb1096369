import { createDockerCredentials, createEgress } from '@kami/host-node';
import type { OciRegistry, ToolFetcher } from '@kami/registry';
import { createHttpClient, createOciRegistry, createToolFetcher, opensPrivateHost } from '@kami/sources';
import { ok, type KamiError, type Result } from '@kami/types';
import { readEgressOptions } from './egress-options.ts';
import type { ServiceParts } from './service-parts.ts';

/** What brings tools here from elsewhere, and publishes them. Disposing ends its connections. */
export interface ToolSources extends AsyncDisposable {
  readonly fetcher: ToolFetcher;
  readonly registry: OciRegistry;
}

/** Puts them together over the guard of tools' own requests. Error: `KAMI_CONFIG_INVALID`, as there. */
export async function composeToolSources({
  config,
  paths,
}: Pick<ServiceParts, 'config' | 'paths'>): Promise<Result<ToolSources, KamiError>> {
  const network = await readEgressOptions(config.network);
  if (!network.ok) return network;
  const named = config.registry;
  const egress = createEgress({
    ...network.value,
    opensPrivate: (host, port) => opensPrivateHost(host, port, named),
  });
  const parts = {
    client: createHttpClient({ egress, named }),
    credentials: createDockerCredentials(process.env),
    named,
    tokenRealms: named.tokenRealms,
  };
  return ok({
    fetcher: createToolFetcher({ ...parts, temporary: paths.temporary }),
    registry: createOciRegistry(parts),
    [Symbol.asyncDispose]: async () => egress[Symbol.asyncDispose](),
  });
}
