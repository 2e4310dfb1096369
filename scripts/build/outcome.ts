/** What one part of the build did: what it made anew, and which planned sources it did not find. */
export interface BuildOutcome {
  readonly built: readonly string[];
  readonly missing: readonly string[];
}
