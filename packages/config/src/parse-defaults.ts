import { isJsonObject, ok, type KamiError, type Result } from '@kami/types';
import { isSettingValue } from './is-setting-value.ts';
import { isSettingKey, SETTING_KEYS, type SettingKey, type SettingValue } from './settings.ts';
import { parseTomlSettings } from './toml-settings.ts';

/** The value of each setting where nobody says another. */
export type DefaultSettings = Readonly<Partial<Record<SettingKey, SettingValue>>>;

/**
 * Reads the text of `config/default.toml`, when KAMI is built: reading it at each start took 8 ms of a cold call. Error:
 * `KAMI_CONFIG_INVALID`.
 */
export function parseDefaults(text: string): Result<DefaultSettings, KamiError> {
  const read = parseTomlSettings(text, 'default.toml', () => ({ kind: 'default' }));
  if (!read.ok) return read;
  return ok(
    Object.fromEntries(
      read.value.flatMap(({ key, value }) =>
        isSettingKey(key) && isSettingValue(value) ? [[key, value]] : [],
      ),
    ),
  );
}

/** Reads what {@link parseDefaults} gave, written as JSON. Throws on what is no JSON: a broken build. */
export function readDefaults(json: string): DefaultSettings {
  const given: unknown = JSON.parse(json);
  if (!isJsonObject(given)) throw new TypeError('the default settings are no object');
  return Object.fromEntries(
    SETTING_KEYS.flatMap((key) => {
      const value: unknown = given[key];
      return isSettingValue(value) ? [[key, value]] : [];
    }),
  );
}
