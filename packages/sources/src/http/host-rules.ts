/**
 * Threat: a source, a redirect or a token realm that leads to this machine or its network, or away from TLS. Rule:
 * every address is https to a public host; a private one must stand in the configuration by name and port, and plain
 * http is spoken only to loopback hosts that stand there.
 */
import { isPrivateHost } from '@kami/sandbox';
import { err, kamiError, normalizeHost, ok, type KamiError, type NetRule, type Result } from '@kami/types';

/** Hosts that the configuration names, each `HOST[:PORT]`. */
export interface NamedHosts {
  /** May have private addresses. */
  readonly private: readonly string[];
  /** Are spoken to without TLS; they may have private addresses too. */
  readonly plainHttp: readonly string[];
}

/** The rule that allows requests to the origin of an address, and nothing else. Error: `KAMI_DENIED`. */
export function ruleFor(url: URL, named: NamedHosts): Result<NetRule, KamiError> {
  const host = normalizeHost(url.hostname);
  if (host === undefined || url.username !== '' || url.password !== '')
    return err(kamiError('KAMI_DENIED', `${url.host} is no host that KAMI downloads from.`));
  const isPlain = isPlainHost(url.host, named);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isPlain)) {
    const hint = `Use https, or, for a registry on this machine, name it in config.toml: [registry] plain_http = ["${url.host}"]`;
    return err(kamiError('KAMI_DENIED', `${url.protocol}//${url.host} is not https.`, { hint }));
  }
  if (isPrivateHost(host) && !isPlain && !isNamedPrivate(url, named)) return err(closedHost(url.host));
  const scheme = url.protocol === 'http:' ? 'http' : 'https';
  return ok({ methods: [], scheme, host, subdomains: false, port: portOf(url) });
}

/** Whether the configuration opens a host at a port although its addresses are private. */
export function opensPrivateHost(host: string, port: number, named: NamedHosts): boolean {
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return (
    named.private.some((text) => isHostAt(text, 'https', bracketed, port)) ||
    named.plainHttp.some((text) => isHostAt(text, 'http', bracketed, port))
  );
}

/** Whether a `host` or `host:port` is spoken to without TLS. */
export function isPlainHost(host: string, named: NamedHosts): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const url = new URL(`http://${host}`);
  return named.plainHttp.some((text) => isHostAt(text, 'http', url.hostname, portOf(url)));
}

/** Why a private host is refused, with the setting that opens it. */
export function closedHost(host: string): KamiError {
  return kamiError(
    'KAMI_DENIED',
    `${host} is on this machine or in its network, where no tool comes from unless named.`,
    {
      hint: `Name it in config.toml: [registry] private = ["${host}"], or plain_http = ["${host}"] where it is on this machine and has no TLS.`,
    },
  );
}

function isNamedPrivate(url: URL, named: NamedHosts): boolean {
  return named.private.some((text) => isHostAt(text, 'https', url.hostname, portOf(url)));
}

function isHostAt(text: string, scheme: 'http' | 'https', host: string, port: number): boolean {
  if (!URL.canParse(`${scheme}://${text}`)) return false;
  const url = new URL(`${scheme}://${text}`);
  return normalizeHost(url.hostname) === normalizeHost(host) && portOf(url) === port;
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
