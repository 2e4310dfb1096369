import type { ContentBlock } from '../content/content.ts';
import type { Reply } from '../content/reply.ts';
import type { CallContext } from './call-context.ts';
import type { ContextOf } from './context-of.ts';
import { noteDefinition } from './definition-hook.ts';
import type { Limits, Requests } from './requests.ts';
import type { InputOf, OutputOf, Schema } from './schema.ts';

/** What a tool without an output schema may give: text, blocks, parts, or a value that becomes JSON text. */
export type FreeResult = string | ContentBlock | readonly ContentBlock[] | Reply | object | undefined | void;

/** What a tool with an output schema gives: the data, or the data with content beside it. */
export type StructuredResult<O extends Schema> = InputOf<O> | Reply<InputOf<O>>;

interface Described<I extends Schema, R extends Requests> {
  /** `[A-Za-z0-9_-]{1,48}`, unique in the component. */
  readonly name: string;
  readonly title?: string;
  /** For the model: what the tool does and when to use it. */
  readonly description: string;
  /** Schema of the arguments; an object at its root. */
  readonly input: I;
  /** What the tool asks its operator for; each part opens a door of the context. Nothing unless said. */
  readonly requests?: R;
  readonly limits?: Limits;
}

/** A tool as its author writes it, without an output schema. */
export interface FreeToolDefinition<I extends Schema, R extends Requests> extends Described<I, R> {
  run(args: OutputOf<I>, context: ContextOf<R>): FreeResult | Promise<FreeResult>;
}

/** A tool as its author writes it, with an output schema. */
export interface StructuredToolDefinition<
  I extends Schema,
  O extends Schema,
  R extends Requests,
> extends Described<I, R> {
  /** Schema of the result; an object at its root. */
  readonly output: O;
  run(args: OutputOf<I>, context: ContextOf<R>): StructuredResult<O> | Promise<StructuredResult<O>>;
}

/** A tool as its author wrote it, whatever its types. */
export interface ToolSource extends Described<Schema, Requests> {
  readonly output?: Schema;
  run(args: unknown, context: CallContext): unknown;
}

/** A tool, ready to be exported. Every tool that the entry module exports is part of the component. */
export class Tool {
  readonly source: ToolSource;

  constructor(source: ToolSource) {
    this.source = source;
  }
}

/** What a tool asks for that says nothing of it. */
type Nothing = Record<never, never>;

/**
 * Defines a tool. The build checks name, description, schemas and requests here, and ends where one is malformed, with
 * this place.
 */
export function defineTool<I extends Schema, O extends Schema, const R extends Requests = Nothing>(
  tool: StructuredToolDefinition<I, O, R>,
): Tool;
export function defineTool<I extends Schema, const R extends Requests = Nothing>(
  tool: FreeToolDefinition<I, R>,
): Tool;
export function defineTool(source: ToolSource): Tool {
  const tool = new Tool(source);
  noteDefinition(tool);
  return tool;
}
