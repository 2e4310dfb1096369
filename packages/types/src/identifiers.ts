import { kamiError, type KamiError } from './error.ts';
import { err, ok, type Result } from './result.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A tool's reverse-DNS identifier, for example `dev.example.fetch-url`: ASCII, at most 128 characters. */
export type ToolId = Branded<'ToolId'>;
/** A tool's short name on the command line and in MCP: `^[a-z][a-z0-9-]{0,47}$`. */
export type ToolName = Branded<'ToolName'>;
/** A tool's version by Semantic Versioning 2.0.0. */
export type ToolVersion = Branded<'ToolVersion'>;
/** A SHA-256 digest as 64 lower-case hex digits. */
export type Digest = Branded<'Digest'>;

const SEMVER =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parser<T extends string>(
  what: string,
  expected: string,
  test: (text: string) => boolean,
): (text: string) => Result<T & string, KamiError> {
  const is = (text: string): text is T => test(text);
  return (text) =>
    is(text)
      ? ok(text)
      : err(
          kamiError(
            'KAMI_USAGE',
            `The ${what} ${JSON.stringify(text.slice(0, 80))} is not valid: expected ${expected}.`,
          ),
        );
}

/**
 * Reads a tool id: at least two DNS labels (RFC 1123, section 2.1) of lower-case ASCII letters, digits and inner
 * hyphens, joined by dots. Lower case only: ids name folders, and some file systems fold case.
 */
export const parseToolId: (text: string) => Result<ToolId, KamiError> = parser(
  'tool id',
  'reverse DNS in lower-case ASCII, for example dev.example.my-tool',
  (t) =>
    t.length <= 128 &&
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(t),
);

/** Reads a tool name. */
export const parseToolName: (text: string) => Result<ToolName, KamiError> = parser(
  'tool name',
  'a lower-case letter, then at most 47 lower-case letters, digits or hyphens',
  (t) => /^[a-z][a-z0-9-]{0,47}$/.test(t),
);

/** Reads a version by Semantic Versioning 2.0.0. */
export const parseToolVersion: (text: string) => Result<ToolVersion, KamiError> = parser(
  'version',
  'semantic versioning, for example 1.2.3',
  (t) => t.length <= 64 && SEMVER.test(t),
);

/** Reads a SHA-256 digest, with or without the prefix `sha256:`. */
export function parseDigest(text: string): Result<Digest, KamiError> {
  const hex = text.startsWith('sha256:') ? text.slice(7) : text;
  const isDigest = (t: string): t is Digest => /^[0-9a-f]{64}$/.test(t);
  return isDigest(hex) ? ok(hex) : err(kamiError('KAMI_USAGE', 'A digest is 64 lower-case hex digits.'));
}
