import type { JsonObject } from './json.ts';

/** How KAMI talks to a component; found out from its exports. */
export type Convention = 'kami-tool' | 'json-tool' | 'typed';

/** One callable function of a tool, as a model sees it. */
export interface ToolDefinition {
  /** Name inside the tool: what the convention passes to the component. */
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  /** JSON Schema 2020-12 whose root is an object. */
  readonly inputSchema: JsonObject;
  readonly outputSchema?: JsonObject;
}
