import type { ToolSource } from '../tool/define-tool.ts';
import type { WireDefinition } from '../tool/wire-definition.ts';
import { toJsonSchemaText } from './json-schema-text.ts';
import type { SchemaWriters } from './schema-writers.ts';

/** A tool name, as in `kami:tool/tools`, `definition`. */
const NAME = /^[A-Za-z0-9_-]{1,48}$/;

/** A tool as clients see it. Throws where its name, description or schemas are malformed. */
export function describeTool(source: ToolSource, writers: SchemaWriters): WireDefinition {
  const { name, title = null, description, input, output } = source;
  if (!NAME.test(name))
    throw new Error(`The tool name "${name}" must be 1 to 48 letters, digits, "_" or "-" (A-Z, a-z, 0-9)`);
  if (description.trim() === '')
    throw new Error(`The tool "${name}" needs a description: the model chooses by it`);
  return {
    name,
    title,
    description,
    inputSchema: toJsonSchemaText(input, 'input', name, writers),
    outputSchema: output === undefined ? null : toJsonSchemaText(output, 'output', name, writers),
  };
}
