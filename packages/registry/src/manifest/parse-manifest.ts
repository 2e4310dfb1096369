/**
 * Threat: a manifest is written by a stranger and decides what a person is asked to grant.
 * Rule: nothing in it is guessed; every key is known, every value has one form, and the first fault is named by place.
 */
import { err, MAX_MANIFEST_BYTES, ok, type KamiError, type Result, type ToolManifest } from '@kami/types';
import { readBuild } from './build-section.ts';
import { firstProblemError, manifestError, tomlFaultError, type FieldProblem } from './field-problem.ts';
import { readMcp } from './mcp-section.ts';
import { readSecurity } from './security-section.ts';
import { TableReader } from './table-reader.ts';
import { parseToml } from './toml-document.ts';
import { readTool } from './tool-section.ts';

/**
 * Reads a `tool.toml`. Error: `KAMI_MANIFEST_INVALID` with the message
 * ``tool.toml:LINE:COLUMN: field `x.y`: what is wrong, what is expected`` and the data `line`, `column` (one-based, in
 * UTF-16 code units) and `field` (empty when the text is no TOML at all).
 */
export function parseManifest(text: string): Result<ToolManifest, KamiError> {
  // No text has fewer bytes than UTF-16 code units: what is over the bound here has more bytes than it.
  if (text.length > MAX_MANIFEST_BYTES) {
    const reason = `${text.length} characters given, expected a manifest of at most ${MAX_MANIFEST_BYTES} bytes`;
    return err(manifestError({ line: 1, column: 1 }, '', reason));
  }
  const document = parseToml(text);
  if (!document.ok) return err(tomlFaultError(text, document.error));
  const problems: FieldProblem[] = [];
  const root = new TableReader(document.value, [], problems);
  const tool = readTool(root.table('tool'));
  const mcp = readMcp(root.table('mcp'));
  const { security, limits } = readSecurity(root.table('security'));
  const build = readBuild(root);
  root.close();
  const [first, ...others] = problems;
  if (first !== undefined) return err(firstProblemError(text, [first, ...others]));
  if (tool === undefined) throw new Error('a manifest without identifiers was not reported');
  return ok({
    ...tool,
    ...mcp,
    security,
    limits,
    ...(build === undefined ? {} : { build }),
  });
}
