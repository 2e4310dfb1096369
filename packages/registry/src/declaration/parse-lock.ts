/**
 * Threat: a lock that was edited, merged badly or cut off lets in what nobody approved. Rule: it is read as strictly as
 * what it locks, each tool is whole and there once, and a form of another version is not guessed at.
 */
import {
  parseDigest,
  parseToolId,
  parseToolName,
  parseToolVersion,
  type KamiError,
  type Result,
} from '@kami/types';
import { reportTwice } from '../manifest/report-twice.ts';
import type { TableReader } from '../manifest/table-reader.ts';
import { parseTable, type NamedText } from './parse-table.ts';
import { isPrefixedDigest, isSource, ruleOf } from './text-rules.ts';
import { MAX_DECLARED_TOOLS, MAX_LOCKED_SIGNERS, type LockedTool } from './tool-set.ts';

/** Version of the lock's form. */
export const LOCK_FORM = 1;

const DIGEST_EXAMPLE = `sha256:${'0'.repeat(64)}`;

/** Reads a `kami.lock`. Error: `KAMI_MANIFEST_INVALID` with line, column and field. */
export function parseLock(source: NamedText): Result<readonly LockedTool[], KamiError> {
  return parseTable(source, (root) => {
    const form = root.integer('form', LOCK_FORM);
    if (form === undefined && !root.has('form'))
      root.report(['form'], 'key', `is missing, expected form = ${LOCK_FORM}`);
    const seen = { names: new Set<string>(), ids: new Set<string>() };
    return root.tables('tools', MAX_DECLARED_TOOLS).flatMap((table) => readTool(table, seen) ?? []);
  });
}

function readTool(
  table: TableReader,
  seen: { readonly names: Set<string>; readonly ids: Set<string> },
): LockedTool | undefined {
  const name = parseToolName(table.requiredText('name', ruleOf(parseToolName, 'a tool name'), 'my-tool'));
  const id = parseToolId(table.requiredText('id', ruleOf(parseToolId, 'a tool id'), 'dev.example.my-tool'));
  const version = parseToolVersion(
    table.requiredText('version', ruleOf(parseToolVersion, 'semantic versioning'), '1.0.0'),
  );
  const source = table.requiredText('source', isSource, './my-tool');
  const digest = parseDigest(table.requiredText('digest', isPrefixedDigest, DIGEST_EXAMPLE));
  const contractHash = parseDigest(table.requiredText('contract', isPrefixedDigest, DIGEST_EXAMPLE));
  const resolved = table.text('resolved', isSource);
  const signers = table.texts('signers', isSource, MAX_LOCKED_SIGNERS).map(({ value }) => value);
  table.close();
  if (!name.ok || !id.ok || !version.ok || !digest.ok || !contractHash.ok) return undefined;
  reportTwice(table, 'name', name.value, seen.names);
  reportTwice(table, 'id', id.value, seen.ids);
  return {
    name: name.value,
    id: id.value,
    version: version.value,
    source,
    digest: digest.value,
    contractHash: contractHash.value,
    ...(resolved === undefined ? {} : { resolved }),
    ...(signers.length === 0 ? {} : { signers }),
  };
}
