/**
 * Threat: a rule for the sources of one publisher that another's address or folder fits too: `oci://ghcr.io*` would fit
 * `oci://ghcr.io.evil.test/x`, `..` leads out of a folder. Rule: sources are compared in one normal form, a pattern is
 * about the whole of it, and no `*` stands in the name of a host.
 */
import { normalizeHost } from '@kami/types';
import { matchesToolPattern } from '../access/tool-pattern.ts';

/** Characters of a pattern: matching takes time in proportion to its length and that of the source. */
const MAX_LENGTH = 1024;
/** Above what an address can have in its normal form, every character of it escaped: none is too long for a rule. */
const MAX_SOURCE_LENGTH: number = 32 * 1024;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//iu;
const PATTERN = /^(?:\*|[a-z][a-z0-9+.-]*:\/\/(?:\*|[^/*?@\s]+(?:\/.*)?)|\/.*|[A-Za-z]:\\.*)$/u;

/** What a pattern of sources looks like, for messages. */
export const SOURCE_PATTERN_FORM =
  'a pattern of sources, for example oci://ghcr.io/acme/*, /srv/tools/* or *; no * in the name of a host';

/** Whether a text is a pattern of sources: `*`, an address, or an absolute path, with `*` for any characters and `?` for one. */
export function isSourcePattern(text: string): boolean {
  return text.length <= MAX_LENGTH && PATTERN.test(text);
}

/** Whether a source is an address, and no path of this machine. */
export function isSourceAddress(source: string): boolean {
  return ADDRESS.test(source);
}

/**
 * An address in the form that patterns are compared with (URL Standard; RFC 3986, section 6.2.2): scheme and host in lower
 * case, the host as it is connected to, no default port, no dot segments, no needless escapes, no userinfo. A text that is
 * no address stays as it is.
 */
export function normalizeSourceAddress(source: string): string {
  if (!URL.canParse(source)) return source;
  const { protocol, hostname, port, pathname, search } = new URL(source);
  const host = normalizeHost(hostname) ?? hostname.toLowerCase();
  const at = port === '' || isDefaultPort(protocol, port) ? host : `${host}:${port}`;
  return `${protocol}//${at}${unescaped(pathname)}${unescaped(search)}`;
}

/** Whether a pattern is about a source in its normal form. Its scheme and host may be written in any case. */
export function matchesSource(pattern: string, source: string): boolean {
  const place = pattern
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/iu, (start) => start.toLowerCase())
    .replace(/^(oci:\/\/[^/]*):443(?=\/|$)/u, '$1');
  return source.length <= MAX_SOURCE_LENGTH && matchesToolPattern(place, source);
}

/** Registries are spoken to by https; the parser of addresses knows the ports of its own schemes only. */
function isDefaultPort(protocol: string, port: string): boolean {
  return protocol === 'oci:' && Number(port) === 443;
}

/** Characters that mean the same escaped and not (RFC 3986, section 2.3) are not escaped. */
function unescaped(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}/giu, (escape) => {
    const character = String.fromCodePoint(Number.parseInt(escape.slice(1), 16));
    return /^[\w.~-]$/u.test(character) ? character : escape.toUpperCase();
  });
}
