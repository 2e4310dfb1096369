import type { InstalledTool, ToolRepository } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import { allTools } from './all-tools.ts';

/**
 * Every active tool. One whose row is damaged is left out and told to `warn`: the others are offered all the same.
 */
export async function readActiveTools(
  tools: ToolRepository,
  warn: (message: string) => void,
): Promise<Result<readonly InstalledTool[], KamiError>> {
  const all = await allTools(tools, 'active');
  if (all.ok || all.error.code !== 'KAMI_STORE_CORRUPT') return all;
  return readOneByOne(tools, all.error, warn);
}

/** Reads each tool for itself; where none can be read, the database is at fault and not a row: that is the error. */
async function readOneByOne(
  tools: ToolRepository,
  why: KamiError,
  warn: (message: string) => void,
): Promise<Result<readonly InstalledTool[], KamiError>> {
  const names = await tools.names();
  if (!names.ok) return names;
  const whole = new Map<string, InstalledTool>();
  const damaged: string[] = [];
  for (const name of names.value) {
    const found = await tools.find({ nameOrId: name });
    if (!found.ok) damaged.push(name);
    else if (found.value?.state === 'active') whole.set(found.value.id, found.value);
  }
  if (whole.size === 0) return { ok: false, error: why };
  warn(`damaged in the database and not offered: ${damaged.join(', ')}; ${why.message}`);
  return ok([...whole.values()]);
}
