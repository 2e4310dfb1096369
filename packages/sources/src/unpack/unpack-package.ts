/**
 * Threat: an archive that writes outside its folder, through a link it made before, over a file it wrote before, into a
 * device, or without end. Rule: entries are files and folders only, each name once in every spelling, below a new folder
 * that nobody else writes; entries, bytes and depth are bounded; the first entry that breaks a rule refuses the whole.
 */
import { mkdir } from 'node:fs/promises';
import { err, type KamiError, type Result } from '@kami/types';
import { createFolderWriter, refusedPackage } from './folder-writer.ts';
import { findTool } from './find-tool.ts';
import { packageFormOf } from './package-form.ts';
import { translateError } from './translate-error.ts';
import { unpackTar } from './unpack-tar.ts';
import { unpackZip } from './unpack-zip.ts';

/**
 * Unpacks an archive into a new folder `into` and gives the path of the tool in it. `what` names the archive in errors.
 * Errors: `KAMI_SOURCE_REFUSED`, `KAMI_SOURCE_UNREADABLE`, `KAMI_STORE_FAILED`, `KAMI_CANCELLED`.
 */
export async function unpackPackage(
  path: string,
  what: string,
  into: string,
  signal: AbortSignal,
): Promise<Result<string, KamiError>> {
  try {
    const form = await packageFormOf(path);
    if (form === undefined || form === 'component')
      return err(refusedPackage(what, 'it is neither a component nor a .tar.gz, .tar or .zip archive'));
    await mkdir(into, { mode: 0o700 });
    const writer = createFolderWriter(into, what);
    const done =
      form === 'zip'
        ? await unpackZip(path, what, writer, signal)
        : await unpackTar(path, what, form === 'gzip', writer, signal);
    return done.ok ? await findTool(into, what) : done;
  } catch (error) {
    return err(translateError(what, error, signal));
  }
}
