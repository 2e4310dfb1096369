import type { SettingSource } from './setting-source.ts';

/** A setting as it was given, not checked yet. */
export interface RawSetting {
  /** `section.key`, as given. */
  readonly key: string;
  readonly value: unknown;
  readonly source: SettingSource;
}
