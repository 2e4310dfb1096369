import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { err, kamiError, ok, type ErrorDetail, type KamiError, type Result } from '@kami/types';
import { translateError } from './translate-error.ts';

/** Reads a regular file of at most `maxBytes`; `shown` is its path as the user knows it. A FIFO does not make it wait. */
export async function readBoundedFile(
  path: string,
  shown: string,
  maxBytes: number,
  missing: ErrorDetail = {},
): Promise<Result<Uint8Array, KamiError>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile())
      return err(kamiError('KAMI_SOURCE_UNREADABLE', `${JSON.stringify(shown)} is not a file.`, missing));
    const tooLarge = err(
      kamiError('KAMI_SOURCE_UNREADABLE', `${JSON.stringify(shown)} is larger than ${maxBytes} bytes.`),
    );
    if (stat.size > maxBytes) return tooLarge;
    const bytes = Buffer.alloc(stat.size + 1);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled > stat.size
      ? err(
          kamiError('KAMI_SOURCE_UNREADABLE', `${JSON.stringify(shown)} changed while it was read.`, {
            hint: 'Try again.',
          }),
        )
      : ok(bytes.subarray(0, filled));
  } catch (error) {
    return err(translateError(shown, error, missing));
  } finally {
    await file?.close();
  }
}
