import { err, ok, type KamiError, type Result } from '@kami/types';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { refusedPackage, type FolderWriter } from './folder-writer.ts';
import { translateError } from './translate-error.ts';

/** Bits of a file's mode that say its type, and those of a file and of a folder (APPNOTE 6.3.10, 4.4.15; stat(2)). */
const TYPE_BITS = 0o170_000;
const FILE_TYPE = 0o100_000;
const FOLDER_TYPE = 0o040_000;

/** Unpacks a ZIP archive (APPNOTE 6.3.10). Errors: `KAMI_SOURCE_REFUSED`, `KAMI_CANCELLED`. */
export async function unpackZip(
  path: string,
  what: string,
  into: FolderWriter,
  signal: AbortSignal,
): Promise<Result<void, KamiError>> {
  let archive: ZipFile | undefined;
  try {
    archive = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
    for await (const entry of archive.eachEntry()) {
      signal.throwIfAborted();
      const done = await unpackEntry(archive, entry, what, into);
      if (!done.ok) return done;
    }
    return ok(undefined);
  } catch (error) {
    return err(translateError(what, error, signal));
  } finally {
    archive?.close();
  }
}

async function unpackEntry(
  archive: ZipFile,
  entry: Entry,
  what: string,
  into: FolderWriter,
): Promise<Result<void, KamiError>> {
  const name = JSON.stringify(entry.fileName.slice(0, 200));
  const type = (entry.externalFileAttributes >>> 16) & TYPE_BITS;
  const isFolder = entry.fileName.endsWith('/');
  if (type !== 0 && type !== (isFolder ? FOLDER_TYPE : FILE_TYPE))
    return err(refusedPackage(what, `the entry ${name} is no file and no folder`));
  if (entry.isEncrypted()) return err(refusedPackage(what, `the entry ${name} is encrypted`));
  if (isFolder) return into.makeFolder(entry.fileName);
  if (!entry.canDecodeFileData())
    return err(refusedPackage(what, `the entry ${name} is compressed in a way that KAMI does not read`));
  const bytes = await archive.openReadStreamPromise(entry);
  // It may fail before it is read; who reads it hears of that.
  bytes.on('error', () => undefined);
  return into.write(entry.fileName, bytes);
}
