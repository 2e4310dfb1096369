import type { InstallationState, InstalledTool } from './installed-tool.ts';

/** Which tools to list. Sorted by name. */
export interface ToolQuery {
  readonly state?: InstallationState;
  /** Only tools whose name, id or description contains this text, letter case ignored. */
  readonly text?: string;
  /** Page size; at most 1,000. */
  readonly limit: number;
  /** `next` of an earlier page. */
  readonly cursor?: string;
}

/** One page of tools. */
export interface ToolPage {
  readonly tools: readonly InstalledTool[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
