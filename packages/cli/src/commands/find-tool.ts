import { parseToolReference, type InstalledTool } from '@kami/registry';
import { err, kamiError, nearestName, ok, type KamiError, type Result } from '@kami/types';
import type { Home } from '../app.ts';

/** The installed tool that a person named, or `KAMI_TOOL_UNKNOWN` with the nearest name. */
export async function findTool(home: Home, text: string): Promise<Result<InstalledTool, KamiError>> {
  const reference = parseToolReference(text);
  if (!reference.ok) return reference;
  const found = await home.tools.find(reference.value);
  if (!found.ok) return found;
  return found.value === undefined ? err(await unknownTool(home, text)) : ok(found.value);
}

async function unknownTool(home: Home, text: string): Promise<KamiError> {
  const names = await home.tools.names();
  const known = names.ok ? names.value : [];
  const [wanted = text] = text.split('@');
  const nearest = nearestName(known, wanted);
  const hint =
    nearest !== undefined
      ? `Did you mean ${nearest}?`
      : known.length === 0
        ? 'No tools are installed; install one with: kami install SOURCE'
        : 'See what is installed with: kami list';
  const where = text.includes('@') && known.includes(wanted) ? 'in this version' : 'of this name';
  return kamiError('KAMI_TOOL_UNKNOWN', `No tool ${where} is installed: ${text.slice(0, 100)}.`, { hint });
}
