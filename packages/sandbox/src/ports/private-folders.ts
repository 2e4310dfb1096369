import type { KamiError, Result, ToolId } from '@kami/types';

/** How long a call may wait for its tool's private folder. */
export interface FolderWait {
  /** Whose folder it is; errors call it by the name. */
  readonly tool: { readonly id: ToolId; readonly name: string };
  /** Milliseconds; 0: not at all. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Hears once that the folder is not free. */
  readonly onWait: () => void;
}

/** The private folders of a home: one call at a time has a tool's folder, whichever process runs it. */
export interface PrivateFolders {
  /** Absolute path of a tool's folder, whether it is there or not. */
  pathOf(id: string): string;
  /**
   * Makes the folder unless it is there, and takes it until the hold is disposed or the process ends. Errors:
   * `KAMI_QUEUE_FULL` when another call has it for longer than the wait, `KAMI_CANCELLED`, `KAMI_HOME_UNUSABLE`.
   */
  take(wait: FolderWait): Promise<Result<Disposable, KamiError>>;
  /** Takes the folder and removes all that is in it, however deep. Errors as those of `take`. */
  remove(wait: FolderWait): Promise<Result<void, KamiError>>;
}
