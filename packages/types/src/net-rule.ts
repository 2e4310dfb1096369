/**
 * Threat: a rule that means more than its author thought (a bare wildcard, a public suffix, userinfo,
 * an alternative spelling of an address). Rule: one strict form, normalised once by the URL standard;
 * whatever is not of that form is refused.
 */
import type { NetRule } from './capability.ts';
import { err, ok, type Result } from './result.ts';

const FORM =
  /^(?:(?<methods>[A-Z]+(?:,[A-Z]+)*) +)?(?:(?<scheme>https?):\/\/)?(?<wild>\*\.)?(?<host>[^/:@\s?#\\*[\]]+|\[[0-9a-fA-F:.]+\])(?::(?<port>\d{1,5}))?$/;
/** A name of letters, digits, hyphens and underscores without empty labels, or an IPv6 address; URLs allow more. */
const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])$/;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Reads `[METHODS ][scheme://][*.]host[:port]`. The error says what is wrong with the text. */
export function parseNetRule(text: string): Result<NetRule, string> {
  const groups = text.length <= 512 ? FORM.exec(text)?.groups : undefined;
  if (groups === undefined)
    return err(
      'expected [METHODS ][scheme://]host[:port], for example api.example.com or *.example.com:8443',
    );
  const methods = groups['methods']?.split(',') ?? [];
  const unknown = methods.find((method) => !METHODS.has(method));
  if (unknown !== undefined) return err(`unknown method ${unknown}`);
  const scheme = groups['scheme'] === 'http' ? 'http' : 'https';
  const host = normalizeHost(groups['host'] ?? '');
  if (host === undefined) return err('the host is not a valid name or address');
  const port = groups['port'] === undefined ? (scheme === 'https' ? 443 : 80) : Number(groups['port']);
  if (port < 1 || port > 65_535) return err('the port must be between 1 and 65535');
  const subdomains = groups['wild'] !== undefined;
  if (subdomains && (isAddress(host) || !host.includes('.')))
    return err('a wildcard needs a domain of at least two labels');
  return ok({ methods, scheme, host, subdomains, port });
}

/** The rule as text, in the shortest form that reads back the same. */
export function formatNetRule(rule: NetRule): string {
  const methods = rule.methods.length > 0 ? `${rule.methods.join(',')} ` : '';
  const scheme = rule.scheme === 'http' ? 'http://' : '';
  const port = rule.port === (rule.scheme === 'https' ? 443 : 80) ? '' : `:${rule.port}`;
  return `${methods}${scheme}${rule.subdomains ? '*.' : ''}${rule.host}${port}`;
}

/** Lower-case ASCII form of a host without a trailing dot (URL Standard, host parsing), or nothing when it is none. */
export function normalizeHost(host: string): string | undefined {
  if (!URL.canParse(`http://${host}/`)) return undefined;
  const { hostname } = new URL(`http://${host}/`);
  const bare = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  return HOST.test(bare) ? bare : undefined;
}

/** Whether a normalised host is an IPv4 address or an IPv6 address in brackets. */
export function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}
