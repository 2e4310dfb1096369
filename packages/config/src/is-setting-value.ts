import type { SettingValue } from './settings.ts';

/** Whether something could be the value of a setting. */
export function isSettingValue(value: unknown): value is SettingValue {
  return ['string', 'number', 'boolean'].includes(typeof value) || isTextList(value);
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
