/**
 * Threat: a tool that could do more than its manifest says, so that a review of `tool.toml` shows less than there is, or
 * one that asks for more than it can use. Rule: what is imported and what is asked for are compared both ways.
 */
import { importedCapabilities, type ImportedCapability } from '@kami/engine';
import type { CapabilityKind, RequestedSecurity } from '@kami/types';

/** What came of comparing a component's imports with its manifest, in whole sentences. */
export interface ImportComparison {
  /** What is imported and not asked for. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** A capability that a manifest asks for, and the key under `[security]` that asks for it. */
interface Request {
  readonly capability: CapabilityKind;
  readonly isAsked: (security: RequestedSecurity) => boolean;
  readonly key: string;
  /** The key with a value, as an author would write it. */
  readonly line: string;
}

const REQUESTS: readonly Request[] = [
  {
    capability: 'network',
    isAsked: ({ net }) => net.length > 0,
    key: 'net_allow_list',
    line: 'net_allow_list = ["api.example.com"]',
  },
  {
    capability: 'files',
    isAsked: ({ fsAccess }) => fsAccess !== 'none',
    key: 'fs_access',
    line: 'fs_access = "read-only"   (or "sandbox")',
  },
  {
    capability: 'environment',
    isAsked: ({ env }) => env.length > 0,
    key: 'env',
    line: 'env = ["NAME"]',
  },
  {
    capability: 'secrets',
    isAsked: ({ secretsRead = [] }) => secretsRead.length > 0,
    key: 'secrets_read',
    line: 'secrets_read = ["NAME"]',
  },
];

/**
 * Interfaces that the library or the interpreter of a language imports whether or not a tool uses them. Beside standard
 * output, which they import as well, they say nothing of what an author wrote, and are a warning instead of an error. The
 * mark is a guess on the lenient side: whoever imports standard output by hand has it too. Nothing is granted by it, for
 * what is not asked for is denied at run time (docs/adr/0038).
 */
const OF_RUNTIMES: readonly string[] = ['wasi:cli/environment@', 'wasi:filesystem/', 'wasi:sockets/'];
const MARK_OF_RUNTIMES = 'wasi:cli/stdout@';

/** Compares what a component imports with what its manifest asks for. */
export function compareImports(
  usedImports: readonly string[],
  security: RequestedSecurity,
): ImportComparison {
  const imported = new Map(importedCapabilities({ usedImports }).map((found) => [found.capability, found]));
  const hasRuntime = usedImports.some((name) => name.startsWith(MARK_OF_RUNTIMES));
  const errors: string[] = [];
  const warnings: string[] = [];
  for (const { capability, isAsked, key, line } of REQUESTS) {
    const found = imported.get(capability);
    if (found !== undefined && !isAsked(security))
      (hasRuntime && isOfRuntime(found) ? warnings : errors).push(notAsked(found, line));
    if (found === undefined && isAsked(security)) warnings.push(notImported(capability, key));
  }
  if (security.secrets.length > 0 && !imported.has('network'))
    warnings.push(
      'tool.toml asks for secrets in requests, and the component imports no network: take `secrets` out of [security].',
    );
  return { errors, warnings };
}

function isOfRuntime({ imports }: ImportedCapability): boolean {
  return imports.every((name) => OF_RUNTIMES.some((prefix) => name.startsWith(prefix)));
}

function notAsked({ capability, imports, isAlwaysDenied }: ImportedCapability, line: string): string {
  const what = `The component imports ${capability} (${imports.join(', ')})`;
  return isAlwaysDenied
    ? `${what}, which is denied whatever tool.toml asks for.`
    : `${what}, and tool.toml does not ask for it: write under [security] ${line}, or take out what uses it.`;
}

function notImported(capability: string, key: string): string {
  return `tool.toml asks for ${capability}, and the component does not import it: take \`${key}\` out of [security].`;
}
