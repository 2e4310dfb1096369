/** Something that a tool tried in a call and was not granted. */
export interface Denial {
  /** What was tried, for example `to request GET https://api.example.com/`. */
  readonly what: string;
  /** Which rule failed. */
  readonly rule: string;
  /** The command that would grant it; absent when no grant can. */
  readonly hint?: string;
}

/** A denial in words, for the guest and for people: what, why, and the command that lifts it. */
export function describeDenial(tool: string, denial: Denial): string {
  const grant = denial.hint === undefined ? 'No grant can allow it.' : `Grant it with: ${denial.hint}`;
  return `${tool} is not allowed ${denial.what} (rule ${denial.rule}). ${grant}`;
}
