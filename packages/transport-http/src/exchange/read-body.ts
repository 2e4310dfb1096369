import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '@kami/types';

/** Why there is no whole body: over the bound, or the client went. */
export type BodyFault = 'too-large' | 'broken';

/**
 * Reads a body of at most `maxBytes`. One that says that it is longer is not read; of one that turns out longer no more is
 * kept than the bound.
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Result<Uint8Array, BodyFault>> {
  if (request.destroyed) return err('broken');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return err('too-large');
  const { promise, resolve } = Promise.withResolvers<Result<Uint8Array, BodyFault>>();
  const parts: Buffer[] = [];
  let size = 0;
  const settle = (result: Result<Uint8Array, BodyFault>): void => {
    request.off('data', onData).off('end', onEnd).off('error', onBreak).off('close', onBreak);
    // A late error of a broken connection must not end the process.
    request.on('error', () => undefined).pause();
    resolve(result);
  };
  const onData = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > maxBytes) settle(err('too-large'));
    else parts.push(chunk);
  };
  const onEnd = (): void => settle(ok(Buffer.concat(parts)));
  const onBreak = (): void => settle(err('broken'));
  request.on('data', onData).on('end', onEnd).on('error', onBreak).on('close', onBreak);
  return promise;
}
