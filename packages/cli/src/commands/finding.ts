/** One thing that `kami doctor` looked at. */
export interface Finding {
  readonly what: string;
  readonly state: 'good' | 'missing' | 'broken';
  readonly detail: string;
  /** The command or step that mends it. */
  readonly remedy?: string;
}
