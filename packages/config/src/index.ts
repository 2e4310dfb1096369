export * from './kami-config.ts';
export * from './load-config.ts';
export * from './parse-defaults.ts';
export type { ToolProfile, ToolProfiles } from './read-profiles.ts';
export type { TrustTable } from './read-trust.ts';
export * from './setting-source.ts';
export { isSettingKey, SETTING_KEYS, type SettingKey, type SettingValue } from './settings.ts';
