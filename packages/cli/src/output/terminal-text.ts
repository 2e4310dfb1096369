/**
 * Threat: text of a tool moves the cursor, rewrites what was shown, sets the terminal's title or hides
 * instructions in invisible characters. Rule: on a terminal every control
 * and format character but newline and tab is shown as its code.
 */

// C0 and C1 controls, bidirectional marks and isolates, zero-width characters, tag characters,
// and whatever else does not show by itself (Unicode's Default_Ignorable_Code_Point), but for the emoji selector.
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]|(?!\ufe0f)\p{DI}/gu;

/** Text as it may be written to a terminal: unsafe characters as `\u{…}`. */
export function terminalText(text: string): string {
  return text.replace(UNSAFE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
