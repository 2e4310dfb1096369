import type { ToolSource } from '../tool/define-tool.ts';
import type { WireDefinition } from '../tool/wire-definition.ts';
import { toJsonSchemaText } from './json-schema-text.ts';
import type { SchemaWriters } from './schema-writers.ts';

/** A tool name, as in `kami:tool/tools`, `definition`. */
const NAME = /^[A-Za-z0-9_-]{1,48}$/;

/** A tool as clients see it. Throws where its name, description or schemas are malformed. */
export function describeTool(source: ToolSource, writers: SchemaWriters): WireDefinition {
  checkForm(source);
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

/** Throws where what every tool has is not there: JavaScript has no types that would say so, and the build goes by none. */
function checkForm(source: { readonly [key in keyof ToolSource]?: unknown }): void {
  const { name, description, input, output, run } = source;
  if (typeof name !== 'string') throw new Error('A tool needs a name: name: "my-tool"');
  const tool = `The tool "${name}"`;
  if (typeof description !== 'string')
    throw new Error(`${tool} needs a description: the model chooses by it`);
  if (typeof run !== 'function') throw new Error(`${tool} needs run: (args, context) => …`);
  if (!isSchema(input)) throw new Error(`${tool} needs an input schema, such as z.object({ … })`);
  if (output !== undefined && !isSchema(output))
    throw new Error(`${tool} needs a schema as output, such as z.object({ … }), or none`);
}

/** Some libraries have schemas that are functions. */
const isSchema = (value: unknown): boolean =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value;
