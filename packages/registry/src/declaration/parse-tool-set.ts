/**
 * Threat: a file that others write too decides what a home runs and what that may do. Rule: nothing in it is guessed:
 * every key is known, every tool and every grant is there once, and the first fault is named by its place.
 */
import { ok, parseDigest, parseToolName, parseToolVersion, type KamiError, type Result } from '@kami/types';
import { reportTwice } from '../manifest/report-twice.ts';
import type { TableReader, TextRule } from '../manifest/table-reader.ts';
import { parseTable, type NamedText } from './parse-table.ts';
import { isPrefixedDigest, isSource, ruleOf } from './text-rules.ts';
import { MAX_DECLARED_GRANTS, MAX_DECLARED_TOOLS, type DeclaredTool, type ToolSet } from './tool-set.ts';

const NAME_FORM = 'a lower-case letter, then at most 47 lower-case letters, digits or hyphens';

/**
 * Reads a `kami.toml`; `isGrant` says what is wrong with the text of a grant. An empty text declares nothing. Error:
 * `KAMI_MANIFEST_INVALID` with line, column and field.
 */
export function parseToolSet(source: NamedText, isGrant: TextRule): Result<ToolSet, KamiError> {
  return parseTable(source, (root) => {
    const seen = new Set<string>();
    const tools = root.tables('tools', MAX_DECLARED_TOOLS).flatMap((table) => {
      const tool = readTool(table, isGrant, seen);
      return tool === undefined ? [] : [tool];
    });
    return { tools, declaresTools: root.has('tools') };
  });
}

function readTool(table: TableReader, isGrant: TextRule, seen: Set<string>): DeclaredTool | undefined {
  const named = table.requiredText('name', ruleOf(parseToolName, NAME_FORM), 'my-tool');
  reportTwice(table, 'name', named, seen);
  const source = table.requiredText('source', isSource, './my-tool');
  const version = optional(
    table.text('version', ruleOf(parseToolVersion, 'semantic versioning')),
    parseToolVersion,
  );
  const digest = optional(table.text('digest', isPrefixedDigest), parseDigest);
  const grants = readGrants(table, isGrant);
  table.close();
  const name = parseToolName(named);
  if (!name.ok) return undefined;
  return {
    name: name.value,
    source,
    ...(version === undefined ? {} : { version }),
    ...(digest === undefined ? {} : { digest }),
    grants,
  };
}

function readGrants(table: TableReader, isGrant: TextRule): readonly string[] {
  const seen = new Set<string>();
  return table.texts('grants', isGrant, MAX_DECLARED_GRANTS).map(({ value, path }) => {
    if (seen.has(value)) table.report(path, 'value', `"${value}" is there twice, expected each only once`);
    seen.add(value);
    return value;
  });
}

function optional<T>(text: string | undefined, parse: (text: string) => Result<T, KamiError>): T | undefined {
  const read = text === undefined ? ok(undefined) : parse(text);
  return read.ok ? read.value : undefined;
}
