import type { LockedTool } from '@kami/registry';
import { sampleTool } from '../sample-tool.ts';

/** A locked tool of this name; the digest repeats one hex digit. */
export function sampleLock(name: string, digest = 'a', change: Partial<LockedTool> = {}): LockedTool {
  const tool = sampleTool({ id: `dev.example.${name}`, name, digest });
  const { id, version, contractHash } = tool;
  return { name: tool.name, id, version, source: `./${name}`, digest: tool.digest, contractHash, ...change };
}
