/**
 * Threat: a configuration that a crash leaves half written, that a client changed meanwhile, or whose secrets others can
 * read afterwards. Rule: a new file takes the old one's place in one step, with its mode; a link stays a link; what
 * changed since it was read is not overwritten.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { fileErrorCode } from '../output/file-error-code.ts';

/** The longest configuration that is read (bytes): clients keep their history in it. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The text of a file; nothing where there is none. Error: `KAMI_SOURCE_UNREADABLE`. */
export function readConfigFile(path: string): Result<string | undefined, KamiError> {
  try {
    const stat = statSync(path);
    // What is no file (a pipe, a device that a link leads to) may be read for ever.
    if (!stat.isFile()) return err(unreadable(path, 'no file'));
    if (stat.size > MAX_BYTES) return err(unreadable(path, `larger than ${MAX_BYTES} bytes`));
    const bytes = readFileSync(path);
    const text = bytes.toString('utf8');
    return Buffer.from(text).equals(bytes) ? ok(text) : err(unreadable(path, 'not UTF-8'));
  } catch (cause) {
    const code = fileErrorCode(cause);
    if (code === 'ENOENT' && isLink(path)) return err(unreadable(path, 'a link that leads nowhere', cause));
    return code === 'ENOENT' ? ok(undefined) : err(unreadable(path, code, cause));
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/**
 * Puts a text in the place of one that was read, with the folders above it where they are missing. Errors:
 * `KAMI_CONFLICT` when the file changed since, `KAMI_SOURCE_UNREADABLE` when it cannot be written.
 */
export function replaceConfigFile(
  path: string,
  before: string | undefined,
  after: string,
): Result<void, KamiError> {
  const read = readConfigFile(path);
  if (!read.ok) return read;
  if (read.value !== before) {
    const message = `${path} was changed by another program meanwhile and is left as it is.`;
    return err(kamiError('KAMI_CONFLICT', message, { hint: 'Run the command again.' }));
  }
  try {
    mkdirSync(dirname(path), { recursive: true });
    const target = before === undefined ? path : realpathSync(path);
    writeWhole(target, after, before === undefined ? undefined : statSync(target).mode & 0o7777);
    return ok(undefined);
  } catch (cause) {
    return err(unreadable(path, fileErrorCode(cause), cause));
  }
}

/** Writes a file whole or not at all, with this mode, or the one that new files have. */
function writeWhole(target: string, text: string, mode: number | undefined): void {
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = openSync(temporary, 'wx', mode ?? 0o666);
    try {
      if (mode !== undefined) fchmodSync(file, mode);
      // One write may take a part only, as on a disk that is nearly full.
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

function unreadable(path: string, why: string, cause?: unknown): KamiError {
  const more = cause === undefined ? {} : { cause };
  return kamiError('KAMI_SOURCE_UNREADABLE', `${path} cannot be read or written (${why}).`, more);
}
