import {
  isSourcePattern,
  SOURCE_PATTERN_FORM,
  type SignatureMode,
  type TrustedIdentity,
} from '@kami/registry';
import { err, isJsonObject, kamiError, ok, type JsonObject, type KamiError, type Result } from '@kami/types';
import type { RawSetting } from './raw-setting.ts';
import { formatSettingSource, type SettingSource } from './setting-source.ts';

/** Whose signatures are accepted for tools from some sources: a table `[trust.NAME]`. */
export interface TrustTable {
  readonly name: string;
  /** Patterns of sources. */
  readonly sources: readonly string[];
  readonly mode: SignatureMode;
  /** Files of public keys: absolute, or relative to the home folder. */
  readonly keys: readonly string[];
  readonly identities: readonly TrustedIdentity[];
  readonly source: SettingSource;
}

const SECTION = 'trust.';
/** Entries of one list: each is tried for each signature. */
const MAX_ENTRIES = 64;
const MAX_TEXT = 1024;
const MODES: readonly SignatureMode[] = ['require', 'warn', 'off'];
const KEYS: readonly string[] = ['sources', 'signatures', 'keys', 'identities'];

/** Whether a setting is a table of whom to trust. */
export function isTrustTable({ key }: RawSetting): boolean {
  return key.startsWith(SECTION) || key === 'trust';
}

/** Reads the tables `[trust.NAME]` of a file, in order. Error: `KAMI_CONFIG_INVALID` with the data `key` and `source`. */
export function readTrust(settings: readonly RawSetting[]): Result<readonly TrustTable[], KamiError> {
  const tables: TrustTable[] = [];
  for (const setting of settings.filter(isTrustTable)) {
    const name = setting.key.slice(SECTION.length);
    if (!/^[a-z][a-z0-9-]{0,47}$/u.test(name))
      return err(
        trustError(setting, 'is no table of whom to trust: its name has lower-case letters, digits and -'),
      );
    if (!isJsonObject(setting.value)) return err(trustError(setting, 'is not a table'));
    const read = readTable(setting.value);
    if (!read.ok) return err(trustError(setting, read.error));
    tables.push({ name, ...read.value, source: setting.source });
  }
  return ok(tables);
}

function readTable(table: JsonObject): Result<Omit<TrustTable, 'name' | 'source'>, string> {
  const unknown = Object.keys(table).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return err(`has ${JSON.stringify(unknown)}; known are ${KEYS.join(', ')}`);
  const mode = MODES.find((known) => known === table['signatures']);
  if (mode === undefined)
    return err(`needs signatures = ${MODES.map((known) => JSON.stringify(known)).join(', or ')}`);
  const sources = textsOf(table['sources']);
  if (sources === undefined || sources.length === 0 || !sources.every(isSourcePattern))
    return err(`needs sources, a list of at most ${MAX_ENTRIES}, each ${SOURCE_PATTERN_FORM}`);
  const keys = textsOf(table['keys'] ?? []);
  if (keys === undefined) return err('has keys that are no list of files');
  const identities = identitiesOf(table['identities'] ?? []);
  if (identities === undefined)
    return err('has identities that are no list of { issuer = "https://…", subject = "…" }');
  if (mode !== 'off' && keys.length + identities.length === 0)
    return err('accepts nobody: it needs keys, identities, or both');
  return ok({ sources, mode, keys, identities });
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) return undefined;
  const texts: readonly unknown[] = value;
  return texts.every(isText) ? texts : undefined;
}

function identitiesOf(value: unknown): readonly TrustedIdentity[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) return undefined;
  const entries: readonly unknown[] = value;
  return entries.every(isIdentity) ? entries : undefined;
}

function isIdentity(value: unknown): value is TrustedIdentity {
  if (!isJsonObject(value) || Object.keys(value).toSorted().join() !== 'issuer,subject') return false;
  const { issuer, subject } = value;
  return (
    isText(issuer) && /^https?:\/\/[^\s*?]+$/u.test(issuer) && isText(subject) && !/^[*?]+$/u.test(subject)
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TEXT;
}

function trustError({ key, source }: RawSetting, reason: string): KamiError {
  const place = formatSettingSource(source);
  return kamiError('KAMI_CONFIG_INVALID', `${place}: ${key} ${reason}.`, {
    hint: 'It is written as: [trust.acme] sources = ["oci://ghcr.io/acme/*"], signatures = "require", keys = ["acme.pub"]',
    data: { key, source: place },
  });
}
