import {
  parseSignature,
  type FactsJson,
  type PreparedTool,
  type PrepareOptions,
  type SchemaToCompile,
} from '@kami/engine';
import { isJsonObject, type JsonObject, type KamiError, type StringEncoding } from '@kami/types';

/** To make a component of a core module. */
export interface ComponentizeJob {
  readonly job: 'componentize';
  /** Bytes of the adapter for WASI preview 1, which stand in front of the core module in the body; 0 for none. */
  readonly adapterBytes: number;
  /** The WIT of the adapter's imports (world `adapter`), where the adapter is a text (WAT). */
  readonly adapterWit?: string;
  /** WIT as one text; unused where the core module has its own. */
  readonly wit?: string;
  readonly world?: string;
  readonly encoding?: StringEncoding;
}

/** What the prepare process is asked for; the message's body is the component, core module or prepared form. */
export type PrepareJob =
  | { readonly job: 'prepare'; readonly options: PrepareOptions }
  | {
      readonly job: 'finish';
      readonly tools: readonly PreparedTool[];
      readonly schemas: readonly SchemaToCompile[];
    }
  | ComponentizeJob;

/** What it answers; the message's body is the prepared form or the component. */
export type PrepareAnswer =
  | { readonly status: 'prepared'; readonly facts: FactsJson; readonly key: string }
  | { readonly status: 'finished' }
  | { readonly status: 'componentized' }
  | { readonly status: 'refused'; readonly error: Pick<KamiError, 'code' | 'message' | 'hint' | 'data'> };

/** Reads a job; nothing when it is not of the form. */
export function parseJob(value: unknown): PrepareJob | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value['job'] === 'prepare') {
    const options = value['options'];
    const maxMemoryMb = isJsonObject(options) ? options['maxMemoryMb'] : undefined;
    return typeof maxMemoryMb === 'number' ? { job: 'prepare', options: { maxMemoryMb } } : undefined;
  }
  if (value['job'] === 'componentize') return parseComponentizeJob(value);
  const { job, tools, schemas } = value;
  if (job !== 'finish' || !Array.isArray(tools) || !Array.isArray(schemas)) return undefined;
  const parsedTools = present(tools.map((tool: unknown) => parseTool(tool)));
  const parsedSchemas = present(schemas.map((schema: unknown) => parseSchema(schema)));
  return parsedTools && parsedSchemas && { job, tools: parsedTools, schemas: parsedSchemas };
}

function parseComponentizeJob({
  adapterBytes,
  adapterWit,
  wit,
  world,
  encoding,
}: JsonObject): ComponentizeJob | undefined {
  if (typeof adapterBytes !== 'number') return undefined;
  return {
    job: 'componentize',
    adapterBytes,
    ...(typeof adapterWit === 'string' ? { adapterWit } : {}),
    ...(typeof wit === 'string' ? { wit } : {}),
    ...(typeof world === 'string' ? { world } : {}),
    ...(encoding === 'utf8' || encoding === 'utf16' ? { encoding } : {}),
  };
}

function present<T>(parsed: readonly (T | undefined)[]): readonly T[] | undefined {
  const all = parsed.filter((element) => element !== undefined);
  return all.length === parsed.length ? all : undefined;
}

function parseTool(value: unknown): PreparedTool | undefined {
  if (!isJsonObject(value) || typeof value['tool'] !== 'string') return undefined;
  const signature = parseSignature(value['signature']);
  if (value['signature'] !== undefined && signature === undefined) return undefined;
  return { tool: value['tool'], ...(signature === undefined ? {} : { signature }) };
}

function parseSchema(value: unknown): SchemaToCompile | undefined {
  if (!isJsonObject(value)) return undefined;
  const { tool, input, output } = value;
  if (typeof tool !== 'string' || !isJsonObject(input)) return undefined;
  return { tool, input, ...(isJsonObject(output) ? { output } : {}) };
}
