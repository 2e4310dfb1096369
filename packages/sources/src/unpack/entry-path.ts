/**
 * Threat: an archive or an artefact whose file names lead out of the folder it is unpacked into, or that mean another
 * file on another system: `..`, absolute names, drives, backslashes, devices of Windows, control characters. Rule: a
 * relative path of plain names, the same on every system; anything else refuses the whole.
 */

/** UTF-8 bytes of a path and of one name: what file systems take (`NAME_MAX`). */
const MAX_PATH_BYTES = 1024;
const MAX_NAME_BYTES = 255;
/** Folders in each other: a deep tree is an attack on whoever walks it. */
const MAX_DEPTH = 32;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;
const FORBIDDEN = /[<>:"|?*\\]|\p{Cc}|\p{Cf}|\p{Cs}/u;

/** The names of a path, outermost first, or why it is refused. A leading `./` and a trailing `/` mean nothing. */
export function splitEntryPath(path: string): readonly string[] | string {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return 'its name is too long';
  if (path.startsWith('/')) return 'its name is absolute';
  const names = path
    .replace(/^(?:\.\/)+/u, '')
    .replace(/\/$/u, '')
    .split('/');
  if (names.length === 1 && (names[0] === '' || names[0] === '.')) return [];
  if (names.length > MAX_DEPTH) return 'it lies too deep';
  for (const name of names) {
    const why = refuseName(name);
    if (why !== undefined) return why;
  }
  return names;
}

function refuseName(name: string): string | undefined {
  if (name === '..') return 'its name has ..';
  if (name === '' || name === '.') return 'its name has an empty part';
  if (FORBIDDEN.test(name)) return 'its name has a character that not every system has in names';
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return 'its name is too long';
  return RESERVED.test(name) || /[. ]$/u.test(name) ? 'its name means something else on Windows' : undefined;
}

/** What two names have in common that are one file where letter case or Unicode form does not count. */
export function aliasOf(names: readonly string[]): string {
  return names.join('/').normalize('NFKC').toLowerCase().normalize('NFKC');
}
