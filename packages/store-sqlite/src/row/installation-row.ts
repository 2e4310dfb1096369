import { toolSearchText, type InstalledTool } from '@kami/registry';
import { columnsOf } from './columns.ts';
import { isFeatures } from './stored-features.ts';
import { isSignatureRecord } from './stored-signature.ts';
import {
  isConvention,
  isDefinitions,
  isDigest,
  isManifest,
  isPermission,
  isState,
  isTexts,
  isToolId,
  isToolName,
  isToolVersion,
} from './stored-forms.ts';

const COLUMNS = [
  'tool_id',
  'digest',
  'name',
  'version',
  'contract_hash',
  'size',
  'manifest',
  'convention',
  'imports',
  'definitions',
  'features',
  'prepared_key',
  'prepared_digest',
  'state',
  'permission',
  'installed_at',
  'source',
  'signature',
];

/** Columns of `installations` that {@link readInstallation} needs, in its order. */
export const INSTALLATION_COLUMNS: string = COLUMNS.join(', ');

/** An installed tool as named parameters of an insert. */
export function writeInstallation(tool: InstalledTool): Readonly<Record<string, string | number | null>> {
  return {
    tool_id: tool.id,
    digest: tool.digest,
    name: tool.name,
    version: tool.version,
    contract_hash: tool.contractHash,
    size: tool.size,
    manifest: JSON.stringify(tool.manifest),
    convention: tool.convention,
    imports: JSON.stringify(tool.imports),
    definitions: JSON.stringify(tool.definitions),
    features: tool.features === undefined ? null : JSON.stringify(tool.features),
    prepared_key: tool.prepared.key,
    prepared_digest: tool.prepared.digest,
    state: tool.state,
    permission: JSON.stringify(tool.permission),
    installed_at: tool.installedAt,
    source: tool.source,
    signature: tool.signature === undefined ? null : JSON.stringify(tool.signature),
    search: toolSearchText(tool),
  };
}

/** The installed tool of a row of {@link INSTALLATION_COLUMNS}, as an array; throws `DamagedRow`. */
export function readInstallation(row: unknown): InstalledTool {
  const columns = columnsOf(COLUMNS, row);
  const features =
    columns.optionalText('features') === undefined ? undefined : columns.json('features', isFeatures);
  const signature =
    columns.optionalText('signature') === undefined
      ? undefined
      : columns.json('signature', isSignatureRecord);
  return {
    id: columns.one('tool_id', isToolId),
    name: columns.one('name', isToolName),
    version: columns.one('version', isToolVersion),
    digest: columns.one('digest', isDigest),
    contractHash: columns.one('contract_hash', isDigest),
    size: columns.integer('size'),
    manifest: columns.json('manifest', isManifest),
    convention: columns.one('convention', isConvention),
    imports: columns.json('imports', isTexts),
    definitions: columns.json('definitions', isDefinitions),
    ...(features === undefined ? {} : { features }),
    prepared: { key: columns.text('prepared_key'), digest: columns.one('prepared_digest', isDigest) },
    state: columns.one('state', isState),
    permission: columns.json('permission', isPermission),
    installedAt: columns.text('installed_at'),
    source: columns.text('source'),
    ...(signature === undefined ? {} : { signature }),
  };
}
