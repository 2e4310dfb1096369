import type { KamiConfig, SettingKey } from '@kami/config';
import { readCertificateAuthorities, resolveByServers, type EgressOptions } from '@kami/host-node';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

/** What the section `[network]` says to the egress. Error: `KAMI_CONFIG_INVALID`, when a value stands for nothing usable. */
export async function readEgressOptions(
  network: KamiConfig['network'],
): Promise<Result<EgressOptions, KamiError>> {
  const authorities = network.caFile === '' ? ok(undefined) : await readAuthorities(network.caFile);
  if (!authorities.ok) return authorities;
  const resolve = network.dns.length === 0 ? ok(undefined) : readServers(network.dns);
  if (!resolve.ok) return resolve;
  if (network.proxy !== '' && !URL.canParse(network.proxy))
    return err(unusable('network.proxy', `${network.proxy} is no address of a proxy`));
  return ok({
    ...(authorities.value === undefined ? {} : { certificateAuthorities: authorities.value }),
    ...(resolve.value === undefined ? {} : { resolve: resolve.value }),
    ...(network.proxy === '' ? {} : { proxy: proxyAddress(new URL(network.proxy)) }),
  });
}

async function readAuthorities(path: string): Promise<Result<readonly string[], KamiError>> {
  const read = await readCertificateAuthorities(path);
  return read.ok ? read : err(unusable('network.ca_file', read.error));
}

function readServers(servers: readonly string[]): Result<EgressOptions['resolve'], KamiError> {
  try {
    return ok(resolveByServers(servers));
  } catch {
    return err(unusable('network.dns', `${servers.join(', ')} holds what is no address`));
  }
}

function proxyAddress({ hostname, port }: URL): NonNullable<EgressOptions['proxy']> {
  return { host: hostname.replace(/^\[|\]$/gu, ''), port: port === '' ? 80 : Number(port) };
}

function unusable(key: SettingKey, reason: string): KamiError {
  return kamiError('KAMI_CONFIG_INVALID', `The setting ${key} cannot be used: ${reason}.`, {
    hint: 'See every setting with where its value came from with: kami config',
    data: { key, source: '' },
  });
}
