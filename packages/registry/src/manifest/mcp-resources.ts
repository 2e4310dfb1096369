import { resourceUriProblem, type ResourceSpec } from '@kami/types';
import { reportTwice } from './report-twice.ts';
import type { TableReader, TextRule } from './table-reader.ts';
import { isDescription, isTitle } from './visible-text.ts';
import { isWasmPath } from './wasm-path.ts';

/** Resources of one manifest: each stands in the lists of every client. */
const MAX_RESOURCES = 128;
/** The longest text of a resource that stands in the manifest, in UTF-16 code units; a longer one is a file. */
const MAX_TEXT = 65_536;

const isMediaType: TextRule = (text) =>
  /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:;[ -~]{0,100})?$/u.test(text)
    ? undefined
    : 'expected a media type, for example text/markdown';
const isResourceText: TextRule = (text) =>
  text.length <= MAX_TEXT ? undefined : `expected at most ${MAX_TEXT} characters; a longer text is a file`;

/** Accepts the path of a file beside the manifest. */
export const isFilePath: TextRule = (text) =>
  isWasmPath(text)?.replace('for example tool.wasm', 'for example README.md');

/** Reads `[[mcp.resources]]`; nothing when the key is not there. */
export function readResources(table: TableReader): readonly ResourceSpec[] | undefined {
  const rows = table.tables('resources', MAX_RESOURCES);
  if (!table.has('resources')) return undefined;
  const seen = new Set<string>();
  return rows.map((row) => {
    const uri = row.requiredText('uri', resourceUriProblem, 'notes://today');
    reportTwice(row, 'uri', uri, seen);
    const name = row.requiredText('name', isTitle, 'today');
    const title = row.text('title', isTitle);
    const description = row.text('description', isDescription);
    const mimeType = row.text('mime_type', isMediaType);
    const text = row.text('text', isResourceText);
    const file = row.text('file', isFilePath);
    if (row.has('text') === row.has('file'))
      row.report(row.path, 'key', 'expected either text = "…" or file = "README.md"');
    row.close();
    return {
      uri,
      name,
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(mimeType === undefined ? {} : { mimeType }),
      source: file === undefined ? { text: text ?? '' } : { file },
    };
  });
}
