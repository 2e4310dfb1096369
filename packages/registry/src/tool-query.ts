import type { Digest, ToolId, ToolName, ToolVersion } from '@kami/types';
import type { GrantedCapability } from './granted-capabilities.ts';
import type { InstallationState, InstalledTool } from './installed-tool.ts';

/**
 * An order of a list of tools: by name; by time of installation, newest first; by size of the component, largest first.
 * Equal ones stand by name.
 */
export type ToolOrder = 'name' | 'installed' | 'size';

/** Which tools to list: those that every filter given lets through. */
export interface ToolQuery {
  readonly state?: InstallationState;
  /** Only tools that were granted something of this kind. */
  readonly capability?: GrantedCapability;
  /** Only tools whose source, as the operator gave it, starts with this text. */
  readonly source?: string;
  /**
   * Only tools in whose name, id or descriptions each of these words stands, as a part of a word too, letter case ignored.
   * Plain text: no character means more than itself. At most 256 characters.
   */
  readonly text?: string;
  /** By name unless said. */
  readonly sort?: ToolOrder;
  /** Page size; at most 1,000. */
  readonly limit: number;
  /** `next` of an earlier page of the same order. */
  readonly cursor?: string;
}

/** One page of tools. */
export interface ToolPage {
  readonly tools: readonly InstalledTool[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** What a list shows of a tool. */
export interface ToolSummary {
  readonly id: ToolId;
  readonly name: ToolName;
  readonly version: ToolVersion;
  readonly state: InstallationState;
  /** SHA-256 of the component. */
  readonly digest: Digest;
  /** The manifest's description, else that of the first function; empty where there is none. */
  readonly description: string;
  /** The names of its functions. */
  readonly functions: readonly string[];
  /** What it was granted. */
  readonly capabilities: readonly GrantedCapability[];
  /** Size of the component in bytes. */
  readonly size: number;
  /** Where it came from, as the operator gave it. */
  readonly source: string;
  /** RFC 3339, UTC. */
  readonly installedAt: string;
}

/** One page of summaries. */
export interface ToolSummaryPage {
  readonly tools: readonly ToolSummary[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
