import { z } from 'zod';
import { err, kamiError, nearestName, ok, type KamiError, type Result } from '@kami/types';
import type { RawSetting } from './raw-setting.ts';
import { formatSettingSource } from './setting-source.ts';
import {
  isSettingKey,
  SETTING_KEYS,
  SETTINGS,
  type SettingForm,
  type SettingKey,
  type SettingValue,
} from './settings.ts';

/** A checked setting. */
export interface CheckedSetting extends RawSetting {
  readonly key: SettingKey;
  readonly value: SettingValue;
}

/** UTF-16 code units of a text: a path or an address needs no more. */
const MAX_TEXT = 4096;
/** Texts of a list: each is tried in turn where the list is used. */
const MAX_TEXTS = 64;

const SCHEMAS: ReadonlyMap<SettingKey, z.ZodType<SettingValue>> = new Map(
  SETTING_KEYS.map((key) => [key, schemaOf(SETTINGS[key])]),
);

/**
 * Checks settings against the schema. Error: `KAMI_CONFIG_INVALID`, which names the setting, where it stands, and what
 * is expected or which setting was meant; its data has `key` and `source`.
 */
export function checkSettings(settings: readonly RawSetting[]): Result<readonly CheckedSetting[], KamiError> {
  const checked: CheckedSetting[] = [];
  for (const setting of settings) {
    const { key, value, source } = setting;
    if (!isSettingKey(key)) return err(settingError(setting, `is no setting${suggestion(key)}`));
    const read = SCHEMAS.get(key)?.safeParse(value);
    if (read?.success !== true) {
      return err(settingError(setting, `is ${describe(value)}, expected ${expectation(SETTINGS[key])}`));
    }
    checked.push({ key, value: read.data, source });
  }
  return ok(checked);
}

function schemaOf(form: SettingForm): z.ZodType<SettingValue> {
  switch (form.kind) {
    case 'integer':
      return z.int().min(form.minimum).max(form.maximum);
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum(form.choices);
    case 'text':
      return z.string().max(MAX_TEXT).regex(form.form);
    case 'texts':
      return z.array(z.string().max(MAX_TEXT).regex(form.form)).max(MAX_TEXTS);
  }
}

function expectation(form: SettingForm): string {
  switch (form.kind) {
    case 'integer':
      return `an integer from ${form.minimum} to ${form.maximum}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return form.choices.join(', ');
    case 'text':
    case 'texts':
      return form.expected;
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'an array' : 'a table or a date';
}

function suggestion(key: string): string {
  const near = nearestName(SETTING_KEYS, key);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function settingError({ key, source }: RawSetting, reason: string): KamiError {
  const place = formatSettingSource(source);
  return kamiError('KAMI_CONFIG_INVALID', `${place}: ${key} ${reason}`, {
    hint: 'See every setting with its value with: kami config',
    data: { key, source: place },
  });
}
