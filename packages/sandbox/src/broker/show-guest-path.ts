/**
 * Threat: a path that a guest made up reaches a terminal, a log or a model: control characters, half
 * characters, a megabyte. Rule: it is shown well formed, on one line, and cut.
 */

/** Characters of a path that are shown: a denial is a sentence, and a call may have a hundred. */
const MAX_SHOWN = 300;

/** A guest's path as text for people. */
export function showGuestPath(path: string): string {
  const shown = path
    .slice(0, MAX_SHOWN)
    .toWellFormed()
    .replaceAll(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
    );
  return path.length > MAX_SHOWN ? `${shown}…` : shown;
}

/** A path that was given under an opened directory; an absolute one stands as it was given. */
export function showPathBelow(directory: string, path: string): string {
  return showGuestPath(path.startsWith('/') ? path : `${directory}/${path}`);
}
