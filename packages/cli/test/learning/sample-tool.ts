import { parseManifest, type InstalledTool } from '@kami/registry';
import { NO_PERMISSION, type KamiError, type Permission, type Result } from '@kami/types';

function must<T>(result: Result<T, KamiError>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const HEAD = '[tool]\nid = "dev.example.probe"\nname = "probe"\nversion = "1.0.0"\nwasm = "x.wasm"\n';

/** A manifest with this table. */
export function manifestWith(table: string): InstalledTool['manifest'] {
  return must(parseManifest(`${HEAD}\n${table}\n`));
}

/** An installed tool with this table and these grants. */
export function toolWith(table: string, permission: Partial<Permission> = {}): InstalledTool {
  const manifest = manifestWith(table);
  return {
    id: manifest.id,
    name: manifest.name,
    manifest,
    source: './probe',
    installedAt: '2026-01-01T00:00:00Z',
    permission: { ...NO_PERMISSION, ...permission },
  } as unknown as InstalledTool;
}
