import type { WantedCapability } from '../policy/wanted-capability.ts';

/** Something that a tool tried in a call and was not granted. */
export interface Denial {
  /** What was tried, for example `to request GET https://api.example.com/`. */
  readonly what: string;
  /** Which rule failed. */
  readonly rule: string;
  /** The command that would grant it; absent when no grant can. */
  readonly hint?: string;
  /** The capability that was missing; absent where none covers it. */
  readonly wanted?: WantedCapability;
  /** True where a grant would lift it and the tool's manifest does not ask for as much. */
  readonly beyondManifest?: boolean;
}

/** A denial in words, for the guest and for people: what, why, and the command that lifts it. */
export function describeDenial(tool: string, denial: Denial): string {
  const none =
    denial.beyondManifest === true
      ? 'No grant can allow it: its manifest does not ask for it.'
      : 'No grant can allow it.';
  const grant = denial.hint === undefined ? none : `Grant it with: ${denial.hint}`;
  return `${tool} is not allowed ${denial.what} (rule ${denial.rule}). ${grant}`;
}
