import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { RawSetting } from './raw-setting.ts';
import { formatSettingSource, type SettingSource } from './setting-source.ts';

/** A set of tools that a server can be limited to: `[profiles.NAME] tools = ["PATTERN", …]`. */
export interface ToolProfile {
  /** Patterns of names and ids; not checked. */
  readonly tools: readonly string[];
  readonly source: SettingSource;
}

/** The profiles of a configuration by name. */
export type ToolProfiles = ReadonlyMap<string, ToolProfile>;

const SECTION = 'profiles.';
/** Most patterns of one profile: each is tried for each tool. */
const MAX_PATTERNS = 256;

/** Whether a setting is a profile. */
export function isProfile({ key }: RawSetting): boolean {
  return key.startsWith(SECTION) || key === 'profiles';
}

/** Reads the profiles among settings of a file. Error: `KAMI_CONFIG_INVALID` with the data `key` and `source`. */
export function readProfiles(settings: readonly RawSetting[]): Result<ToolProfiles, KamiError> {
  const profiles = new Map<string, ToolProfile>();
  for (const setting of settings.filter(isProfile)) {
    const name = setting.key.slice(SECTION.length);
    if (!/^[a-z][a-z0-9-]{0,47}$/u.test(name))
      return err(profileError(setting, 'is no profile: its name has lower-case letters, digits and -'));
    const tools = toolsOf(setting.value);
    if (tools === undefined)
      return err(
        profileError(setting, `is not a table with 1 to ${MAX_PATTERNS} patterns as tools, and no more`),
      );
    profiles.set(name, { tools, source: setting.source });
  }
  return ok(profiles);
}

function toolsOf(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'tools') return undefined;
  const { tools } = value as { readonly tools?: unknown };
  if (!Array.isArray(tools) || tools.length === 0 || tools.length > MAX_PATTERNS) return undefined;
  const patterns: readonly unknown[] = tools;
  return patterns.every((pattern) => typeof pattern === 'string') ? patterns : undefined;
}

function profileError({ key, source }: RawSetting, reason: string): KamiError {
  const place = formatSettingSource(source);
  return kamiError('KAMI_CONFIG_INVALID', `${place}: ${key} ${reason}.`, {
    hint: 'A profile is written as: [profiles.work] tools = ["git-*", "notes"]',
    data: { key, source: place },
  });
}
