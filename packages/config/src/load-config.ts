import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { buildConfig } from './build-config.ts';
import { fitToMachine } from './fit-to-machine.ts';
import type { KamiConfig } from './kami-config.ts';
import type { DefaultSettings } from './parse-defaults.ts';
import type { RawSetting } from './raw-setting.ts';
import { isProfile, readProfiles, type ToolProfiles } from './read-profiles.ts';
import { isTrustTable, readTrust, type TrustTable } from './read-trust.ts';
import type { SettingSource } from './setting-source.ts';
import { SETTING_KEYS, type SettingKey, type SettingValue } from './settings.ts';
import { parseTomlSettings } from './toml-settings.ts';
import { readVariableSettings } from './variable-settings.ts';

/** A setting given on the command line. */
export interface FlagSetting {
  readonly key: SettingKey;
  /** The flag as the person wrote it, for example `--log-level`. */
  readonly flag: string;
  readonly value: SettingValue;
}

/** What a configuration is made from. */
export interface ConfigSources {
  /** The home folder; `config.toml` in it is the user's file. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: readonly FlagSetting[];
  /** The settings of `config/default.toml`; believed, because a test checks them. */
  readonly defaults: DefaultSettings;
}

/** One setting with where it came from. */
export interface EffectiveSetting {
  readonly key: SettingKey;
  readonly value: SettingValue;
  readonly source: SettingSource;
}

/** The configuration in force, typed and setting by setting. */
export interface EffectiveConfig {
  readonly values: KamiConfig;
  /** Every setting, in the order of the default file. */
  readonly settings: readonly EffectiveSetting[];
  /** Of the user's file alone. */
  readonly profiles: ToolProfiles;
  /** Of the user's file alone, in its order. */
  readonly trust: readonly TrustTable[];
}

/**
 * Layers the defaults, the user's file, variables `KAMI_SECTION_KEY` and flags; later ones win. Only what differs from
 * the defaults is checked by the schema, whose library is loaded only then. Errors: `KAMI_CONFIG_INVALID` with the data
 * `key` and `source`.
 */
export async function loadConfig(sources: ConfigSources): Promise<Result<EffectiveConfig, KamiError>> {
  const file = readUserFile(join(sources.home, 'config.toml'));
  if (!file.ok) return file;
  const profiles = readProfiles(file.value);
  if (!profiles.ok) return profiles;
  const trust = readTrust(file.value);
  if (!trust.ok) return trust;
  const changes: readonly RawSetting[] = [
    ...file.value.filter((setting) => !isProfile(setting) && !isTrustTable(setting)),
    ...readVariableSettings(sources.env),
    ...sources.flags.map(({ key, flag, value }) => ({
      key,
      value,
      source: { kind: 'flag', name: flag } as const,
    })),
  ];
  const layers = new Map<SettingKey, EffectiveSetting>();
  for (const key of SETTING_KEYS) {
    const value = sources.defaults[key];
    if (value !== undefined) layers.set(key, { key, value, source: { kind: 'default' } });
  }
  if (changes.length > 0) {
    const { checkSettings } = await import('./check-settings.ts');
    const checked = checkSettings(changes);
    if (!checked.ok) return checked;
    for (const setting of checked.value) layers.set(setting.key, setting);
  }
  return ok({ ...effective(layers), profiles: profiles.value, trust: trust.value });
}

function effective(
  layers: ReadonlyMap<SettingKey, EffectiveSetting>,
): Pick<EffectiveConfig, 'values' | 'settings'> {
  const settings = SETTING_KEYS.flatMap((key) => {
    const setting = layers.get(key);
    return setting === undefined
      ? []
      : [{ ...setting, value: fitToMachine(key, setting.value, availableParallelism()) }];
  });
  return { values: buildConfig(new Map(settings.map(({ key, value }) => [key, value]))), settings };
}

function readUserFile(path: string): Result<readonly RawSetting[], KamiError> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') throw cause;
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return ok([]);
    const message = `${path} cannot be read (${cause.code}).`;
    return err(kamiError('KAMI_CONFIG_INVALID', message, { data: { key: '', source: path }, cause }));
  }
  return parseTomlSettings(text, path, (line) => ({
    kind: 'file',
    path,
    ...(line === undefined ? {} : { line }),
  }));
}
