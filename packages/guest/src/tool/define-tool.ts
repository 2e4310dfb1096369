import { toJsonSchemaText } from './json-schema.ts';
import type { ContentBlock } from '../content/content.ts';
import type { Reply } from '../content/reply.ts';
import type { CallContext } from './call-context.ts';
import type { InputOf, OutputOf, Schema } from './schema.ts';

/** A tool name, as in `kami:tool/tools`, `definition`. */
const NAME = /^[A-Za-z0-9_-]{1,48}$/;

/** What a tool without an output schema may give: text, blocks, parts, or a value that becomes JSON text. */
export type FreeResult = string | ContentBlock | readonly ContentBlock[] | Reply | object | undefined | void;

/** What a tool with an output schema gives: the data, or the data with content beside it. */
export type StructuredResult<O extends Schema> = InputOf<O> | Reply<InputOf<O>>;

interface Described<I extends Schema> {
  /** `[A-Za-z0-9_-]{1,48}`, unique in the component. */
  readonly name: string;
  readonly title?: string;
  /** For the model: what the tool does and when to use it. */
  readonly description: string;
  /** Schema of the arguments; an object at its root. */
  readonly input: I;
}

/** A tool as its author writes it, without an output schema. */
export interface FreeToolDefinition<I extends Schema> extends Described<I> {
  run(args: OutputOf<I>, context: CallContext): FreeResult | Promise<FreeResult>;
}

/** A tool as its author writes it, with an output schema. */
export interface StructuredToolDefinition<I extends Schema, O extends Schema> extends Described<I> {
  /** Schema of the result; an object at its root. */
  readonly output: O;
  run(args: OutputOf<I>, context: CallContext): StructuredResult<O> | Promise<StructuredResult<O>>;
}

/** The description of a tool in the form of `kami:tool/tools`, `definition`. */
export interface WireDefinition {
  readonly name: string;
  readonly title: string | null;
  readonly description: string;
  readonly inputSchema: string;
  readonly outputSchema: string | null;
}

/** A tool, ready to be exported. Every tool that the entry module exports is part of the component. */
export class Tool {
  readonly definition: WireDefinition;
  readonly input: Schema;
  readonly output: Schema | undefined;
  readonly run: (args: unknown, context: CallContext) => unknown;

  constructor(
    definition: WireDefinition,
    input: Schema,
    output: Schema | undefined,
    run: (args: unknown, context: CallContext) => unknown,
  ) {
    this.definition = definition;
    this.input = input;
    this.output = output;
    this.run = run;
  }
}

/**
 * Defines a tool. Throws where name, description or schemas are malformed; as this runs while
 * the component is built, the build ends with that message.
 */
export function defineTool<I extends Schema, O extends Schema>(tool: StructuredToolDefinition<I, O>): Tool;
export function defineTool<I extends Schema>(tool: FreeToolDefinition<I>): Tool;
export function defineTool(tool: FreeToolDefinition<Schema> & { readonly output?: Schema }): Tool {
  const { name, title = null, description, input, output } = tool;
  if (!NAME.test(name))
    throw new Error(`The tool name "${name}" must be 1 to 48 letters, digits, "_" or "-" (A-Z, a-z, 0-9)`);
  if (description.trim() === '')
    throw new Error(`The tool "${name}" needs a description: the model chooses by it`);
  const definition: WireDefinition = {
    name,
    title,
    description,
    inputSchema: toJsonSchemaText(input, 'input', name),
    outputSchema: output === undefined ? null : toJsonSchemaText(output, 'output', name),
  };
  return new Tool(definition, input, output, (args, context) => tool.run(args, context));
}
