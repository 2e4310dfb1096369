import type { KamiError, Result } from '@kami/types';
import type { OciSource, WebSource } from './source-reference.ts';

/** An archive of this machine. */
export interface ArchiveSource {
  readonly kind: 'archive';
  readonly path: string;
}

/** How far a transfer has come. */
export interface TransferProgress {
  readonly direction: 'download' | 'upload';
  /** Bytes of the part that is under way. */
  readonly done: number;
  /** Absent where the other side does not say it. */
  readonly total?: number;
}

/** What a transfer heeds and tells. */
export interface TransferOptions {
  /** Ends the transfer with `KAMI_CANCELLED`. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TransferProgress) => void;
}

/** A tool that was brought to this machine. Disposing deletes it. */
export interface FetchedTool extends AsyncDisposable {
  /** A folder with a manifest, or a component. */
  readonly path: string;
  /** Name for a component without a manifest. */
  readonly stem: string;
  /** The source with the digest of what was fetched; absent for an archive of this machine. */
  readonly resolved?: WebSource | OciSource;
}

/** Where components come from that are no folder and no file as they lie. */
export interface ToolFetcher {
  /**
   * Brings a tool into a temporary folder, whole or not at all, each digest and size checked while it streams. Errors:
   * `KAMI_SOURCE_UNREADABLE`, `KAMI_SOURCE_REFUSED`, `KAMI_NETWORK_FAILED`, `KAMI_DENIED`, `KAMI_CANCELLED`.
   */
  fetch(
    source: WebSource | OciSource | ArchiveSource,
    options: TransferOptions,
  ): Promise<Result<FetchedTool, KamiError>>;
}
