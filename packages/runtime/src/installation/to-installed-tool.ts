import type { InstalledTool } from '@kami/registry';
import type { Decision } from './decide.ts';
import type { Examination } from './examine.ts';

/**
 * An examined tool as the catalogue holds it. `installedAt` is RFC 3339, and empty for a tool that is called without being
 * installed.
 */
export function toInstalledTool(
  examination: Examination,
  decision: Decision,
  installedAt: string,
  source: string,
): InstalledTool {
  const { manifest, facts, definitions, features, digest, contractHash, component, prepared, signature } =
    examination;
  const { id, name, version } = manifest;
  const { convention, usedImports: imports } = facts;
  const size = component.length;
  return {
    id,
    name,
    version,
    digest,
    contractHash,
    size,
    manifest,
    convention,
    imports,
    definitions,
    ...(features === undefined ? {} : { features }),
    prepared,
    ...decision,
    installedAt,
    source,
    ...(signature === undefined ? {} : { signature }),
  };
}
