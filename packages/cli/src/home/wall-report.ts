/** Whether a wall stands, for `kami doctor`. */
export interface WallReport {
  readonly name: string;
  readonly stands: boolean;
  readonly keepsOff: string;
  /** Why it does not stand. */
  readonly reason?: string;
  readonly remedy?: string;
  /** Whether the configuration requires it. */
  readonly required: boolean;
  /** What came of the attempt to break it, where it was made. */
  readonly attack?: { readonly held: readonly string[]; readonly broken: readonly string[] };
}
