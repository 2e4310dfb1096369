import type { RawSetting } from './raw-setting.ts';
import { SETTING_KEYS, SETTINGS, variableOf, type SettingForm } from './settings.ts';

const SECTIONS: readonly string[] = [...new Set(SETTING_KEYS.map((key) => key.split('.', 1)[0] ?? ''))];

/**
 * The settings that variables give. A variable of a known section (`KAMI_POOL_…`) that names no setting is passed on as
 * it is, so that it is refused; other variables, `KAMI_HOME` among them, are no settings.
 */
export function readVariableSettings(
  env: Readonly<Record<string, string | undefined>>,
): readonly RawSetting[] {
  const settings: RawSetting[] = [];
  for (const [name, text] of Object.entries(env)) {
    const [, section, rest] = /^KAMI_([A-Z]+)_(.+)$/u.exec(name) ?? [];
    if (text === undefined || section === undefined || rest === undefined) continue;
    if (!SECTIONS.includes(section.toLowerCase())) continue;
    const key = SETTING_KEYS.find((candidate) => variableOf(candidate) === name);
    const value = key === undefined ? text : coerce(text, SETTINGS[key].kind);
    settings.push({
      key: key ?? `${section}.${rest}`.toLowerCase(),
      value,
      source: { kind: 'variable', name },
    });
  }
  return settings;
}

/** A text as the value it stands for; a text that stands for none stays what it is, so that it is refused. */
function coerce(text: string, kind: SettingForm['kind']): unknown {
  if (kind === 'integer') return /^-?\d{1,15}$/u.test(text) ? Number(text) : text;
  if (kind === 'choice' || kind === 'text') return text;
  if (kind === 'texts') return text === '' ? [] : text.split(',').map((each) => each.trim());
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : text;
}
