import { parse, TomlError } from 'smol-toml';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { RawSetting } from './raw-setting.ts';
import type { SettingSource } from './setting-source.ts';

/** The longest configuration file, in UTF-16 code units. */
const MAX_LENGTH = 262_144;

/** Reads `[section]` tables of plain values. Error: `KAMI_CONFIG_INVALID` with the data `key` and `source`. */
export function parseTomlSettings(
  text: string,
  path: string,
  sourceOf: (line: number | undefined) => SettingSource,
): Result<readonly RawSetting[], KamiError> {
  if (text.length > MAX_LENGTH) return err(tomlError(path, `it is longer than ${MAX_LENGTH} characters`));
  let document: Readonly<Record<string, unknown>>;
  try {
    document = parse(text, { integersAsBigInt: true, maxDepth: 8 });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [reason = ''] = cause.message.split('\n', 1);
    return err(tomlError(`${path}:${cause.line}:${cause.column}`, reason));
  }
  const settings: RawSetting[] = [];
  for (const [section, content] of Object.entries(document)) {
    const isTable =
      typeof content === 'object' &&
      content !== null &&
      !Array.isArray(content) &&
      !(content instanceof Date);
    const entries: readonly (readonly [string, unknown])[] = isTable
      ? Object.entries(content)
      : [['', content]];
    for (const [key, value] of entries) {
      const name = key === '' ? section : `${section}.${key}`;
      settings.push({ key: name, value: plainValue(value), source: sourceOf(lineOf(text, section, key)) });
    }
  }
  return ok(settings);
}

/** Integers come as `bigint`, so that `50.0` is not taken for one; floats become text that no integer has. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? `${value} (a float)` : value;
}

/** The line of `key` after the header `[section]`, or nothing when it is written in another way. */
function lineOf(text: string, section: string, key: string): number | undefined {
  const lines = text.split('\n');
  const isLine = (line: string, start: string): boolean =>
    line.trimStart().startsWith(start) && /^\s*(?:[=\].#]|$)/u.test(line.trimStart().slice(start.length));
  const header = lines.findIndex((line) => isLine(line, `[${section}`));
  if (key === '') {
    const plain = lines.findIndex((line) => isLine(line, section));
    return plain === -1 ? undefined : plain + 1;
  }
  const found = header === -1 ? -1 : lines.findIndex((line, index) => index > header && isLine(line, key));
  if (found !== -1) return found + 1;
  const dotted = lines.findIndex(
    (line) => isLine(line, `${section}.${key}`) || isLine(line, `[${section}.${key}`),
  );
  return dotted === -1 ? undefined : dotted + 1;
}

function tomlError(place: string, reason: string): KamiError {
  return kamiError('KAMI_CONFIG_INVALID', `${place}: ${reason}`, { data: { key: '', source: place } });
}
