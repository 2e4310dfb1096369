import type { FsAccess, NetRule } from './capability.ts';
import type { PromptDefinition, PromptMessageTemplate, ResourceDefinition } from './features.ts';
import type { ToolId, ToolName, ToolVersion } from './identifiers.ts';
import type { ResourceLimits } from './limits.ts';

/** The JSON types that an argument in a manifest can have. */
export type ArgumentType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';

/** One argument as a manifest describes it. */
export interface ArgumentSpec {
  readonly name: string;
  readonly type: ArgumentType;
  readonly description?: string;
  readonly required: boolean;
}

/** What a manifest says of one exported function. */
export interface ToolSpec {
  /** The exported function; absent where the component has only one. */
  readonly function?: string;
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  /** Absent: the arguments come from the component. */
  readonly arguments?: readonly ArgumentSpec[];
}

/** A resource that a manifest describes; its body is text that stands there, or a file beside it. */
export interface ResourceSpec extends Omit<ResourceDefinition, 'size'> {
  readonly source: { readonly text: string } | { readonly file: string };
}

/** A prompt that a manifest describes. */
export interface PromptSpec extends PromptDefinition {
  readonly messages: readonly PromptMessageTemplate[];
}

/** How calls of a tool share processes: many calls of one client in one, or one process for each call. */
export type Isolation = 'shared' | 'process';

/** What the author asks for: a ceiling, never a grant. */
export interface RequestedSecurity {
  readonly net: readonly NetRule[];
  readonly fsAccess: FsAccess;
  readonly env: readonly string[];
  /** Secrets that the host is to put into requests, by name. */
  readonly secrets: readonly string[];
  /** Secrets that the tool wants to read itself, by name; absent: none. */
  readonly secretsRead?: readonly string[];
  /** Absent: `shared`. */
  readonly isolation?: Isolation;
}

/** What strings are made of in a core module (Canonical ABI, `string-encoding`). */
export type StringEncoding = 'utf8' | 'utf16';

/**
 * By what a core module made for WASI preview 1 runs on WASI 0.2: `full` offers all of it; `minimal` clocks, random numbers,
 * sleeping and standard output alone, and needs no memory, which is what Go asks of it.
 */
export type Preview1Adapter = 'full' | 'minimal';

/** How a tool is made from its source: for whoever builds it, no part of what is installed or approved. */
export interface BuildInstructions {
  /** A line for the system's shell, run in the folder of the manifest. */
  readonly command: string;
  /** Files and folders that it reads, relative to the manifest; absent: the usual ones. */
  readonly watch?: readonly string[];
  /** The core module that the command makes, relative to the manifest; absent where it makes the component itself. */
  readonly core?: string;
  /** The file or folder of WIT that the component is made after; absent: `wit`. */
  readonly wit?: string;
  /** The world of the component; absent where the WIT has only one. */
  readonly world?: string;
  /** What the core module's strings are made of; absent: UTF-8. */
  readonly encoding?: StringEncoding;
  /** For a core module made for WASI preview 1; absent: `full`. */
  readonly adapter?: Preview1Adapter;
}

/** A `tool.toml` that was read and checked, or the manifest derived for a component without one. */
export interface ToolManifest {
  readonly id: ToolId;
  readonly name: ToolName;
  readonly version: ToolVersion;
  /** Path of the component, relative to the manifest, `/`-separated, never upwards. */
  readonly wasm: string;
  /** Range of KAMI versions that the tool needs, for example `>=0.1`. */
  readonly kami?: string;
  readonly title?: string;
  readonly description?: string;
  readonly tools: readonly ToolSpec[];
  readonly resources?: readonly ResourceSpec[];
  readonly prompts?: readonly PromptSpec[];
  /** Path of a picture, relative to the manifest. */
  readonly icon?: string;
  readonly security: RequestedSecurity;
  readonly limits: ResourceLimits;
  /** Absent in what is installed. */
  readonly build?: BuildInstructions;
}
