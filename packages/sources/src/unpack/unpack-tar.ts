import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { detach, err, ok, type KamiError, type Result } from '@kami/types';
import { MAX_ENTRIES, MAX_UNPACKED_BYTES, refusedPackage, type FolderWriter } from './folder-writer.ts';
import { translateError } from './translate-error.ts';

/** A header and padding for each entry come to the files' own bytes; what goes beyond is a bomb in the headers. */
const MAX_TAR_BYTES: number = MAX_UNPACKED_BYTES + MAX_ENTRIES * 2048;

/** Unpacks a tar archive (POSIX.1-2001, pax), compressed by gzip or not. Error: `KAMI_SOURCE_REFUSED`, `KAMI_CANCELLED`. */
export async function unpackTar(
  path: string,
  what: string,
  compressed: boolean,
  into: FolderWriter,
  signal: AbortSignal,
): Promise<Result<void, KamiError>> {
  const file = createReadStream(path);
  const bytes = bounded(compressed ? file.pipe(createGunzip()) : file);
  file.on('error', (error) => bytes.destroy(error));
  const decoder = createTarDecoder({ strict: true });
  const over = new AbortController();
  const fed = Readable.toWeb(bytes).pipeTo(decoder.writable, {
    signal: AbortSignal.any([signal, over.signal]),
  });
  // What is refused is not read to its end, and nobody waits for the rest.
  detach(Promise.allSettled([fed]));
  try {
    for await (const entry of decoder.readable) {
      const done = await unpackEntry(entry, what, into);
      if (!done.ok) return done;
    }
    await fed;
    return ok(undefined);
  } catch (error) {
    return err(translateError(what, error, signal));
  } finally {
    over.abort();
    file.destroy();
    bytes.destroy();
  }
}

async function unpackEntry(
  { header, body }: ParsedTarEntry,
  what: string,
  into: FolderWriter,
): Promise<Result<void, KamiError>> {
  const type = header.type ?? 'file';
  if (type === 'directory') {
    await body.cancel();
    return into.makeFolder(header.name);
  }
  if (type === 'file') return into.write(header.name, body);
  const name = JSON.stringify(header.name.slice(0, 200));
  return err(refusedPackage(what, `the entry ${name} is no file and no folder (${type})`));
}

/** The same stream, failing beyond the bound. */
function bounded(source: Readable): Readable {
  let size = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const part of source) {
      const bytes = Buffer.isBuffer(part) ? part : Buffer.from(part);
      size += bytes.length;
      if (size > MAX_TAR_BYTES) throw new RangeError(`it unpacks to more than ${MAX_TAR_BYTES} bytes`);
      yield bytes;
    }
  };
  return Readable.from(counted(), { objectMode: false });
}
