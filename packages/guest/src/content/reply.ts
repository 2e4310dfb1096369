import { ContentBlock, json, text } from './content.ts';

/** A result with all its parts; see {@link reply}. */
export class Reply<Structured = unknown> {
  readonly content: readonly ContentBlock[];
  readonly structured: Structured | undefined;
  readonly meta: Readonly<Record<string, unknown>> | undefined;

  constructor(parts: ReplyParts<Structured>) {
    this.content = parts.content ?? [];
    this.structured = parts.structured;
    this.meta = parts.meta;
  }
}

/** The parts of a result, each of which may be missing. */
export interface ReplyParts<Structured = unknown> {
  readonly content?: readonly ContentBlock[];
  /** Checked against the output schema. */
  readonly structured?: Structured;
  /** Passed on as `_meta`; keys that MCP reserves are refused. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** A result made of parts: content beside structured data, or metadata. */
export function reply<Structured>(parts: ReplyParts<Structured>): Reply<Structured> {
  return new Reply(parts);
}

/** The result of a tool in the form of `kami:tool/tools`, `outcome`. */
export interface WireOutcome {
  readonly content: readonly ContentBlock[];
  readonly structured: string | null;
  readonly meta: string | null;
}

/**
 * What `run` gave, as parts. With an output schema a plain value is the structured data.
 * Without one: text stays text, blocks stay blocks, nothing is an empty result, and any other
 * value becomes JSON text.
 */
export function toReply(given: unknown, hasOutputSchema: boolean): Reply {
  if (given instanceof Reply) return given;
  if (hasOutputSchema) return new Reply({ structured: given });
  if (given === undefined) return new Reply({});
  if (given instanceof ContentBlock) return new Reply({ content: [given] });
  if (Array.isArray(given) && given.length > 0 && given.every((part) => part instanceof ContentBlock))
    return new Reply({ content: given });
  return new Reply({ content: [typeof given === 'string' ? text(given) : json(given)] });
}
