import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { TransferOptions } from '@kami/registry';
import { err, ok, type KamiError, type Result } from '@kami/types';
import type { HttpResponse } from '../http/http-response.ts';
import { refuseSize, type ExpectedContent } from './expected-content.ts';

/** A file of which a part has come. */
export interface PartialFile {
  readonly handle: FileHandle;
  /** Bytes that it has. */
  size: number;
  /** Over the bytes that it has. */
  hash: Hash;
}

/** Appends the body of an answer; `total` is the size in the end, where it is known. Throws Node's file errors. */
export async function readInto(
  file: PartialFile,
  what: string,
  response: HttpResponse,
  expected: ExpectedContent,
  { onProgress }: TransferOptions,
  total: number | undefined,
): Promise<Result<void, KamiError>> {
  for (;;) {
    const part = await response.next();
    if (!part.ok) return part;
    if (part.value === undefined) break;
    const wrong = refuseSize(what, file.size + part.value.length, expected, false);
    if (wrong !== undefined) return err(wrong);
    await file.handle.write(part.value, 0, part.value.length, file.size);
    file.hash.update(part.value);
    file.size += part.value.length;
    onProgress({ direction: 'download', done: file.size, ...(total === undefined ? {} : { total }) });
  }
  const wrong = refuseSize(what, file.size, expected, true);
  return wrong === undefined ? ok(undefined) : err(wrong);
}
