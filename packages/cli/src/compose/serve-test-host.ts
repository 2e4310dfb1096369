import { MAX_TEST_REQUEST_BYTES, TEST_HOST_VERSION } from '@kami/protocol';
import { createLineReader } from '@kami/transport-stdio';
import { detach, type JsonObject } from '@kami/types';
import type { ServiceParts } from './service-parts.ts';

/**
 * Serves a test on standard input and output, a JSON object a line, until its input ends or a stop signal comes: the first
 * line says the version, each other one answers a line, in the order in which answers are there.
 */
export async function serveTestHost(
  { version, signal }: Pick<ServiceParts, 'version' | 'signal'>,
  answer: (line: Uint8Array) => Promise<JsonObject>,
): Promise<void> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const reader = createLineReader(MAX_TEST_REQUEST_BYTES);
  const say = (message: JsonObject): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
  say({ kamiTestHost: TEST_HOST_VERSION, kami: version });
  const take = (chunk: Buffer): void => {
    for (const event of reader.push(chunk)) {
      // A line over the bound is answered as one that is not JSON.
      const line = event.kind === 'line' ? event.bytes : new Uint8Array(0);
      detach(answer(line).then(say));
    }
  };
  process.stdin.on('data', take).once('end', end).once('error', end);
  signal.addEventListener('abort', () => end(), { once: true });
  await ended;
  process.stdin.off('data', take).destroy();
}
