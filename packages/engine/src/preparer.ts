import type { FunctionSignature, JsonObject, KamiError, Result } from '@kami/types';
import type { ComponentFacts } from './component-facts.ts';

/** What preparing needs beside the component. */
export interface PrepareOptions {
  /** Sum over all linear memories, in MiB; written into the core modules. */
  readonly maxMemoryMb: number;
}

/** A component made ready to run. */
export interface Preparation {
  readonly facts: ComponentFacts;
  /** The prepared form (see `prepared-form`), without validators. */
  readonly prepared: Uint8Array;
  /** File name of the prepared form: engine, Node and memory limit. */
  readonly key: string;
}

/** A definition whose arguments (and answer) are to be checked inside the executor. */
export interface SchemaToCompile {
  readonly tool: string;
  readonly input: JsonObject;
  readonly output?: JsonObject;
}

/** Works on untrusted bytes in a throwaway process with a deadline and a memory bound. */
export interface Preparer {
  /** Decodes, checks and transpiles. Errors: `KAMI_COMPONENT_INVALID`, `KAMI_IMPORT_UNKNOWN`, `KAMI_TYPE_UNSUPPORTED`. */
  prepare(
    component: Uint8Array,
    options: PrepareOptions,
    signal: AbortSignal,
  ): Promise<Result<Preparation, KamiError>>;
  /**
   * Puts names, signatures and compiled validators of the definitions into a prepared form. Errors:
   * `KAMI_COMPONENT_INVALID` for a schema that is none.
   */
  finish(
    prepared: Uint8Array,
    tools: readonly PreparedTool[],
    schemas: readonly SchemaToCompile[],
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, KamiError>>;
}

/** A definition's name and, for typed exports, the function behind it. */
export interface PreparedTool {
  readonly tool: string;
  readonly signature?: FunctionSignature;
}
