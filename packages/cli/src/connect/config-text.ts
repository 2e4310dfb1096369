/**
 * Threat: a person's configuration, with other servers, comments and secrets in it, that an edit damages. Rule: the text
 * is changed at the one entry alone; what the new text means is compared with what it should mean, and where the old
 * one cannot be read, or the comparison fails, nothing is written.
 */
import { isDeepStrictEqual } from 'node:util';
import { err, kamiError, ok, type Json, type KamiError, type Result } from '@kami/types';
import { jsonText } from './json-text.ts';
import type { ConfigFormat } from './mcp-client.ts';
import { isTable, tableAt, withEntry, type Table } from './config-table.ts';
import { tomlText } from './toml-text.ts';
import { yamlText } from './yaml-text.ts';

/** One format of configuration files. `parse` throws where the text is malformed. */
export interface TextFormat {
  parse(text: string): unknown;
  /** The text with `entry` at a path of keys, or without what stands there; every comment stays. */
  edit(text: string, path: readonly string[], entry: Json | undefined): string;
}

const FORMATS: Readonly<Record<ConfigFormat, TextFormat>> = {
  json: jsonText,
  toml: tomlText,
  yaml: yamlText,
};

/** A change of one entry of a configuration. */
export interface EntryChange {
  readonly format: ConfigFormat;
  /** Where the text comes from, for messages. */
  readonly file: string;
  /** The keys down to the table of servers. */
  readonly serversPath: (document: Table) => readonly string[];
  readonly name: string;
  /** Absent: the entry is taken out. */
  readonly entry?: Json;
}

/** The text with the change, comments and layout kept. Error: `KAMI_CONFLICT` where it is malformed or cannot be kept. */
export function changeEntry(text: string, change: EntryChange): Result<string, KamiError> {
  const format = FORMATS[change.format];
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const body = text.slice(mark.length);
  const before = readTable(body, format);
  if (!before.ok) return err(refused(change.file, before.error));
  const servers = change.serversPath(before.value);
  const table = tableAt(before.value, servers);
  if (table === 'blocked') return err(refused(change.file, `${servers.join('.')} is no table in it`));
  if (change.entry === undefined && !Object.hasOwn(table ?? {}, change.name)) return ok(text);
  const edited = format.edit(body, [...servers, change.name], change.entry);
  const after = readTable(edited, format);
  const wanted = withEntry(before.value, servers, change.name, change.entry);
  if (!after.ok || !means(after.value, wanted))
    return err(refused(change.file, 'it is written in a way that KAMI cannot change without changing more'));
  return ok(mark + edited);
}

/** Whether two documents hold the same; parsers differ in the prototypes of what they make. */
function means(one: Table, other: Table): boolean {
  return isDeepStrictEqual(structuredClone(one), structuredClone(other));
}

function readTable(text: string, format: TextFormat): Result<Table, string> {
  try {
    const document = format.parse(text);
    return isTable(document) ? ok(document) : err('it holds no table of settings');
  } catch (cause) {
    const [why = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1);
    return err(`it is malformed: ${why}`);
  }
}

function refused(file: string, why: string): KamiError {
  return kamiError('KAMI_CONFLICT', `${file} is left as it is: ${why}.`, {
    hint: 'Mend it, or put in by hand what the same command prints with --print.',
  });
}
