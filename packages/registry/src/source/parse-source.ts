import { err, kamiError, normalizeHost, ok, type KamiError, type Result } from '@kami/types';
import type { OciSource, SourceReference, WebSource } from './source-reference.ts';

/** UTF-16 code units of a source: what is longer is no address. */
const MAX_LENGTH = 2048;
const OCI = /^oci:\/\/(?<registry>[^/@]+)\/(?<repository>[^:@]*)(?::(?<tag>[^@]*))?(?:@(?<digest>.*))?$/u;
/** OCI Distribution Specification 1.1, "Pulling manifests": the forms of `<name>` and `<reference>`. */
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/u;
const MAX_REPOSITORY = 255;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/u;
const DIGEST = /^sha256:[0-9a-f]{64}$/u;
const FRAGMENT = /^#sha256=(?<sha256>[0-9a-f]{64})$/u;

/**
 * Reads a source: `oci://REGISTRY/REPOSITORY[:TAG][@sha256:…]`, `https://…[#sha256=…]`, else a path. Error: `KAMI_USAGE`,
 * when it begins as an address and is none.
 */
export function parseSource(text: string): Result<SourceReference, KamiError> {
  if (!/^[a-z][a-z0-9+.-]+:\/\//iu.test(text)) return ok({ kind: 'path', path: text });
  if (text.length > MAX_LENGTH)
    return err(usage(text, `it is longer than ${MAX_LENGTH} characters`, HINTS.web));
  if (/^oci:/iu.test(text)) return parseOci(text);
  if (/^https?:/iu.test(text)) return parseWeb(text);
  return err(usage(text, 'a tool comes from a path, https:// or oci://', HINTS.web));
}

const HINTS = {
  web: 'Write it as https://HOST/PATH, with or without #sha256=DIGEST.',
  oci: 'Write it as oci://REGISTRY/REPOSITORY:TAG or oci://REGISTRY/REPOSITORY@sha256:DIGEST.',
} as const;

function parseOci(text: string): Result<OciSource, KamiError> {
  const groups = OCI.exec(`oci${text.slice(3)}`)?.groups;
  if (groups === undefined) return err(usage(text, 'it names no registry and repository', HINTS.oci));
  const { registry: given = '', repository = '', tag, digest } = groups;
  const registry = parseRegistry(given);
  if (registry === undefined) return err(usage(text, `${given} is no host of a registry`, HINTS.oci));
  if (!REPOSITORY.test(repository) || repository.length > MAX_REPOSITORY)
    return err(usage(text, 'a repository has lower-case letters, digits, and . _ - between them', HINTS.oci));
  if (tag !== undefined && !TAG.test(tag))
    return err(usage(text, 'a tag has at most 128 letters, digits, and . _ -', HINTS.oci));
  if (digest !== undefined && !DIGEST.test(digest))
    return err(usage(text, 'a digest is sha256: with 64 digits of 0 to 9 and a to f', HINTS.oci));
  const shown = tag ?? (digest === undefined ? 'latest' : undefined);
  return ok({
    kind: 'oci',
    registry,
    repository,
    ...(shown === undefined ? {} : { tag: shown }),
    ...(digest === undefined ? {} : { digest }),
  });
}

function parseRegistry(text: string): string | undefined {
  const [, name = '', port] = /^(\[[0-9a-fA-F:.]+\]|[^:]+)(?::(\d{1,5}))?$/u.exec(text) ?? [];
  const host = name === '' ? undefined : normalizeHost(name);
  if (host === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)))
    return undefined;
  return port === undefined ? host : `${host}:${Number(port)}`;
}

function parseWeb(text: string): Result<WebSource, KamiError> {
  if (!URL.canParse(text)) return err(usage(text, 'it is no address', HINTS.web));
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return err(usage(url.host, 'an address does not hold a name or a password', HINTS.web));
  const sha256 = FRAGMENT.exec(url.hash)?.groups?.['sha256'];
  if (url.hash !== '' && sha256 === undefined)
    return err(usage(text, 'behind # only a digest may stand', HINTS.web));
  url.hash = '';
  return ok({ kind: 'web', url: url.href, ...(sha256 === undefined ? {} : { sha256 }) });
}

function usage(text: string, why: string, hint: string): KamiError {
  return kamiError('KAMI_USAGE', `The source ${JSON.stringify(text.slice(0, 120))} cannot be read: ${why}.`, {
    hint,
  });
}
