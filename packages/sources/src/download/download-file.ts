/**
 * Threat: other bytes than were asked for, or bytes without end. Rule: a size that is stated wrong is refused before
 * anything is read, one that grows too large at the first byte too many, and a digest before anybody reads the file. A
 * connection that breaks is taken up where it stopped only where the server says that the rest is of the same bytes.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { WireHeader } from '@kami/protocol';
import type { TransferOptions } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { HttpResponse } from '../http/http-response.ts';
import { refuseDigest, refuseSize, type ExpectedContent } from './expected-content.ts';
import { readInto, type PartialFile } from './partial-file.ts';
import { resumeFields, takesUpAt } from './resume.ts';
import { translateError } from './translate-error.ts';

/** Asks for a file, with these fields beside those that it needs anyway. */
export type AskForFile = (headers: readonly WireHeader[]) => Promise<Result<HttpResponse, KamiError>>;

/** Times that one download is taken up again after a broken connection. */
const MAX_RESUMPTIONS = 3;

/**
 * Downloads into a new file; gives its SHA-256 in hexadecimal. `what` names the other side in errors. Errors:
 * `KAMI_SOURCE_REFUSED`, `KAMI_SOURCE_UNREADABLE`, `KAMI_NETWORK_FAILED`, `KAMI_CANCELLED`, `KAMI_STORE_FAILED`.
 */
export async function downloadFile(
  what: string,
  path: string,
  ask: AskForFile,
  expected: ExpectedContent,
  options: TransferOptions,
): Promise<Result<string, KamiError>> {
  try {
    await using handle = await open(path, 'wx', 0o600);
    const file: PartialFile = { handle, size: 0, hash: createHash('sha256') };
    let fields: readonly WireHeader[] = [];
    for (let resumptions = 0; ; resumptions += 1) {
      await using stack = new AsyncDisposableStack();
      const answer = await ask(fields);
      if (!answer.ok) return answer;
      const response = stack.use(answer.value);
      const begun = await begin(what, response, file, expected);
      if (!begun.ok) return begun;
      const read = await readInto(file, what, response, expected, options, begun.value);
      if (read.ok) break;
      const again = resumeFields(response, file.size, expected);
      if (read.error.code !== 'KAMI_NETWORK_FAILED' || resumptions === MAX_RESUMPTIONS || again === undefined)
        return read;
      fields = again;
    }
    const sha256 = file.hash.digest('hex');
    const wrong = refuseDigest(what, sha256, expected);
    if (wrong !== undefined) return err(wrong);
    await handle.sync();
    return ok(sha256);
  } catch (error) {
    return err(translateError(error));
  }
}

/** Judges the head of an answer and makes the file ready for its body; gives the size that it will have, where it is said. */
async function begin(
  what: string,
  response: HttpResponse,
  file: PartialFile,
  expected: ExpectedContent,
): Promise<Result<number | undefined, KamiError>> {
  if (response.status !== 200 && !takesUpAt(response, file.size)) {
    const missing = response.status === 404 ? 'there is nothing there' : `it answered ${response.status}`;
    return err(kamiError('KAMI_SOURCE_UNREADABLE', `${what} cannot be downloaded: ${missing}.`));
  }
  if (response.status === 200 && file.size > 0) {
    await file.handle.truncate(0);
    file.size = 0;
    file.hash = createHash('sha256');
  }
  const stated = response.headers.get('content-length');
  if (stated === undefined || !/^\d{1,15}$/u.test(stated)) return ok(expected.size);
  const total = file.size + Number(stated);
  const wrong = refuseSize(what, total, expected, true);
  return wrong === undefined ? ok(total) : err(wrong);
}
