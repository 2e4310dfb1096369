import { parseToolPattern } from '@kami/registry';
import { err, kamiError, nearestName, ok, type KamiError, type Result } from '@kami/types';
import type { ProfileLine } from '../app.ts';

/** What a person limits a server's tools to. */
export interface ToolSelection {
  /** Patterns of names and ids. */
  readonly tools: readonly string[];
  /** A profile of the configuration. */
  readonly profile?: string;
}

/**
 * The patterns of a selection, of its profile too; none stands for every tool. Errors: `KAMI_USAGE` for a bad pattern or
 * an unknown profile, `KAMI_CONFIG_INVALID` for a bad pattern of a profile.
 */
export function selectedPatterns(
  profiles: ReadonlyMap<string, ProfileLine>,
  { tools, profile }: ToolSelection,
): Result<readonly string[], KamiError> {
  for (const text of tools) {
    const pattern = parseToolPattern(text);
    if (!pattern.ok) return pattern;
  }
  if (profile === undefined) return ok(tools);
  const found = profiles.get(profile);
  if (found === undefined) return err(unknownProfile(profiles, profile));
  for (const text of found.tools) {
    const pattern = parseToolPattern(text);
    if (pattern.ok) continue;
    const message = `${found.source}: ${pattern.error.message.slice(0, -1)} (profile ${profile}).`;
    return err(kamiError('KAMI_CONFIG_INVALID', message, { hint: pattern.error.hint ?? '' }));
  }
  return ok([...tools, ...found.tools]);
}

function unknownProfile(profiles: ReadonlyMap<string, ProfileLine>, wanted: string): KamiError {
  const near = nearestName(profiles.keys(), wanted);
  const known = [...profiles.keys()].join(', ');
  const hint =
    near !== undefined
      ? `Did you mean ${near}?`
      : known === ''
        ? 'Profiles stand in config.toml as: [profiles.work] tools = ["git-*", "notes"]'
        : `There are the profiles ${known}.`;
  return kamiError('KAMI_USAGE', `There is no profile ${JSON.stringify(wanted.slice(0, 80))}.`, { hint });
}
