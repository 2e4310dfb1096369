import { contractHash, type InstalledTool } from '@kami/registry';
import { sampleEvent, sampleTool, valueOf } from '../../../registry/test/sample-tool.ts';
import { sha256 } from '../../src/log/leaf-hash.ts';
import { openHome } from '../temporary-home.ts';

/** A tool whose contract hash is its own. */
export function soundTool(change: Parameters<typeof sampleTool>[0] = {}): InstalledTool {
  const tool = sampleTool(change);
  return { ...tool, contractHash: contractHash(tool.manifest, tool.definitions, sha256, tool.features) };
}

/** A database with one tool and some events. */
export async function fillHome(path: string, name = 'notes'): Promise<void> {
  await using home = await openHome(path);
  const tool = soundTool({ id: `dev.example.${name}`, name });
  valueOf(await home.tools.install(tool, [sampleEvent(), sampleEvent(), sampleEvent()]));
}
