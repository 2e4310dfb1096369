import type { Json } from '@kami/types';
import { DESCRIPTION } from './mcpb-bundle.ts';

/** Schema of the registry's entries (MCP registry, `server.json`, 2025-12-11). */
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

/** What an entry is made from. */
export interface RegistryEntryParts {
  /** Reverse DNS, a slash, a name. */
  readonly name: string;
  readonly version: string;
  /** Where the bundle is to be had: its file name until it is published. */
  readonly identifier: string;
  /** SHA-256 of the bundle as hex. */
  readonly sha256: string;
}

/** A `server.json` that says where a bundle is and what it must be. */
export function registryEntry({ name, version, identifier, sha256 }: RegistryEntryParts): Json {
  return {
    $schema: SCHEMA,
    name,
    title: 'KAMI',
    description: DESCRIPTION,
    version,
    packages: [
      { registryType: 'mcpb', identifier, version, fileSha256: sha256, transport: { type: 'stdio' } },
    ],
  };
}
