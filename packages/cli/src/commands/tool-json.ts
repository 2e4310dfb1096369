import { provenFacts } from '@kami/engine';
import type { InstalledTool } from '@kami/registry';
import { deniedFacts, idleGrants } from '@kami/runtime';
import { formatSigner, NO_FEATURES, type Json } from '@kami/types';
import { formatPermission, formatRequests } from '../output/format.ts';
import { resourceUris } from './show-features.ts';
import { originJson } from './tool-origin.ts';

/** An installed tool as `--json` shows it. */
export function toolJson(tool: InstalledTool): Readonly<Record<string, Json>> {
  const { id, name, version, state, digest, contractHash, size, convention, imports, installedAt, source } =
    tool;
  return {
    id,
    name,
    version,
    state,
    digest,
    contractHash,
    size,
    convention,
    imports,
    installedAt,
    source,
    origin: originJson(source),
    signers: (tool.signature?.signers ?? []).map(formatSigner),
    description: tool.manifest.description ?? null,
    definitions: tool.definitions.map((definition) => ({ ...definition })),
    resources: resourceUris(tool.features ?? NO_FEATURES).map(({ uri }) => uri),
    prompts: (tool.features?.prompts ?? []).map(({ name: prompt }) => prompt),
    requested: formatRequests(tool.manifest),
    granted: formatPermission(tool.permission),
    limits: { ...tool.manifest.limits },
    isolation: tool.manifest.security.isolation ?? 'shared',
    proven: provenFacts({ usedImports: imports }).map((fact) => fact.statement),
    denied: deniedFacts(imports, tool.permission),
    idle: idleGrants(imports, tool.permission),
  };
}
