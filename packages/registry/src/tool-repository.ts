import type { Digest, KamiError, Permission, Result, RuntimeEvent, ToolId } from '@kami/types';
import type { InstallationState, InstalledTool, PreparedReference } from './installed-tool.ts';
import type { ToolLabel } from './look-alike.ts';
import type { ToolPage, ToolQuery, ToolSummaryPage } from './tool-query.ts';

/** How a tool is named by a person: a name or an id, with or without a version. */
export interface ToolReference {
  readonly nameOrId: string;
  readonly version?: string;
}

/** The catalogue of one home. Every change carries its events, written in the same transaction. */
export interface ToolRepository {
  /**
   * Adds a tool, or a new version of one. Errors: `KAMI_NAME_TAKEN` when {@link ToolRepository.admits} gives it.
   * An active record takes the place of the active version with the same id, which is kept as an earlier one; a held one
   * stands beside it, and takes the place of another held one. `KAMI_CONFLICT` when the catalogue is not at the `revision` any more, where one is
   * given.
   */
  install(
    tool: InstalledTool,
    events: readonly RuntimeEvent[],
    revision?: number,
  ): Promise<Result<void, KamiError>>;
  /**
   * Whether a tool may be installed under this id and name. Errors: `KAMI_NAME_TAKEN`, naming both, when another tool has
   * the name, or an id or a name that looks like it.
   */
  admits(tool: ToolLabel): Promise<Result<void, KamiError>>;
  /**
   * The tool that a reference names: the active version if there is one, else the held one, else, where a version is named,
   * the newest of the earlier ones; nothing when there is none.
   */
  find(reference: ToolReference): Promise<Result<InstalledTool | undefined, KamiError>>;
  /** The version that waits for approval beside an active one. */
  pending(id: ToolId): Promise<Result<InstalledTool | undefined, KamiError>>;
  /** Every version of a tool: the active one, the held one, then the earlier ones, the last replaced first. */
  versions(id: ToolId): Promise<Result<readonly InstalledTool[], KamiError>>;
  /** One page of tools: per id the version that `find` gives. Errors: `KAMI_USAGE` when the query is none. */
  list(query: ToolQuery): Promise<Result<ToolPage, KamiError>>;
  /** The same page with what a list shows of each tool alone: without reading thousands of schemas. Errors: those of `list`. */
  summaries(query: ToolQuery): Promise<Result<ToolSummaryPage, KamiError>>;
  /** Every name and id, for suggestions and completion. */
  names(): Promise<Result<readonly string[], KamiError>>;
  /** Takes a tool with all its versions and grants out. Errors: `KAMI_TOOL_UNKNOWN` when there is none. */
  remove(id: ToolId, events: readonly RuntimeEvent[]): Promise<Result<void, KamiError>>;
  /**
   * Names another prepared form for one version; its grants and its state stay. Errors: `KAMI_TOOL_UNKNOWN` when this
   * version is not installed, or has another prepared form than `tool` says: then another process made it anew.
   */
  replacePrepared(
    tool: Pick<InstalledTool, 'id' | 'digest' | 'contractHash' | 'prepared'>,
    prepared: PreparedReference,
    events: readonly RuntimeEvent[],
  ): Promise<Result<void, KamiError>>;
  /** The file names of the prepared forms that versions with this component have, whatever tool they are of. */
  preparedKeys(digest: Digest): Promise<Result<readonly string[], KamiError>>;
  /** A number that changes whenever any process changes the catalogue or a grant. */
  revision(): Promise<Result<number, KamiError>>;
}

/** What tools are allowed. Every change carries its events, written in the same transaction. */
export interface GrantRepository {
  /**
   * Replaces the permission of one version and sets its state; an activated version takes the active one's place, which
   * is kept as an earlier one.
   * Errors: `KAMI_TOOL_UNKNOWN` when this version is not installed; `KAMI_CONFLICT` when the catalogue is not at the
   * `revision` any more that the permission was decided on.
   */
  put(
    tool: Pick<InstalledTool, 'id' | 'digest' | 'contractHash'>,
    permission: Permission,
    state: InstallationState,
    events: readonly RuntimeEvent[],
    revision: number,
  ): Promise<Result<void, KamiError>>;
}
