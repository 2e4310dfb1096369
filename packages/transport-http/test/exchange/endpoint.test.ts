import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { formatTokenText } from '@kami/registry';
import { createRunningWork } from '@kami/transport-stdio/server';
import { ok, parseDigest } from '@kami/types';
import { expect, it } from 'vitest';
import { sampleToken } from '../../../registry/test/access/sample-token.ts';
import { valueOf } from '../../../registry/test/sample-tool.ts';
import { serveEndpoint } from '../../src/exchange/endpoint.ts';
import { serveRaw } from './serve-raw.ts';

const secret = 'a'.repeat(43);
const token = sampleToken({
  secretHash: valueOf(parseDigest(createHash('sha256').update(secret).digest('hex'))),
});
const text = formatTokenText({ id: token.id, secret });
const clock = { now: () => ({ wallMicros: Date.parse('2027-01-01T00:00:00Z') * 1000, monotonicNanos: 0n }) };

it('begins nothing for a client that has gone while its token was looked up', async () => {
  const looking = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const served = Promise.withResolvers<void>();
  let begun = 0;
  await using server = await serveRaw((request, response) => {
    response.once('close', () => gone.resolve());
    const parts = {
      access: {
        tokens: {
          async find() {
            looking.resolve();
            await gone.promise;
            return ok(token);
          },
        },
        clock,
      },
      clients: {
        of() {
          begun += 1;
          throw new Error('begun');
        },
        [Symbol.asyncDispose]: () => Promise.resolve(),
      },
      due: createRunningWork(),
      maxMessageBytes: 1000,
      onError: () => undefined,
    };
    serveEndpoint(parts, request, response).then(served.resolve, served.reject);
  });
  const socket = await server.send(
    `GET /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${text}\r\n\r\n`,
  );
  await looking.promise;
  socket.destroy();
  await once(socket, 'close');
  await served.promise;
  expect(begun).toBe(0);
});
