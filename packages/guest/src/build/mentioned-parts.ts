/** A module that a bundle begins with where its code mentions something. */
export interface MentionedPart {
  readonly mention: RegExp;
  /** Named from `src`, without an extension. */
  readonly file: string;
}

/**
 * Parts of the engine that must be replaced, and methods of the runtime that few tools use, by the code that needs
 * them. A mention too many costs one import that does no harm.
 */
export const mentionedParts: readonly MentionedPart[] = [
  { mention: /\bDate\b/, file: 'runtime/install-date' },
  { mention: /\brandom\b/, file: 'runtime/install-random' },
  { mention: /\bpipe(?:To|Through)\b/, file: 'web/install-pipes' },
  { mention: /\.blob\(/, file: 'web/install-blob-reader' },
  { mention: /\.formData\(/, file: 'web/install-form-reader' },
  { mention: /\bsubtle\b/, file: 'web/install-subtle-crypto' },
  {
    mention: /\bconsole\d*\.(?:assert|count|countReset|dir|dirxml|group|groupCollapsed|groupEnd|table)\b/,
    file: 'web/install-console-groups',
  },
  { mention: /\bconsole\d*\.time(?:Log|End)?\b/, file: 'web/install-console-timers' },
];
