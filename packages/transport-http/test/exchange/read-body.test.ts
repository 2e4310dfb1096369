import { describe, expect, it } from 'vitest';
import type { Result } from '@kami/types';
import { readBody, type BodyFault } from '../../src/exchange/read-body.ts';
import { serveRaw } from './serve-raw.ts';

const bodyOf = async (bytes: string, hangUp = false): Promise<Result<string, BodyFault>> => {
  const { promise, resolve } = Promise.withResolvers<Result<string, BodyFault>>();
  await using server = await serveRaw((request, response) => {
    const read = async (): Promise<void> => {
      const body = await readBody(request, 8);
      resolve(body.ok ? { ok: true, value: Buffer.from(body.value).toString() } : body);
      response.end();
    };
    read().catch(() => undefined);
  });
  const socket = await server.send(`POST / HTTP/1.1\r\nHost: x\r\n${bytes}`);
  if (hangUp) socket.end();
  return await promise;
};

describe('readBody', () => {
  it('gives a body up to the bound, whole', async () => {
    expect(await bodyOf('Content-Length: 8\r\n\r\n12345678')).toEqual({ ok: true, value: '12345678' });
    expect(await bodyOf('Transfer-Encoding: chunked\r\n\r\n4\r\n1234\r\n4\r\n5678\r\n0\r\n\r\n')).toEqual({
      ok: true,
      value: '12345678',
    });
    expect(await bodyOf('\r\n')).toEqual({ ok: true, value: '' });
  });

  it('refuses one over the bound, by what it says or by what comes', async () => {
    expect(await bodyOf('Content-Length: 9\r\n\r\n')).toEqual({ ok: false, error: 'too-large' });
    expect(await bodyOf('Transfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n')).toEqual({
      ok: false,
      error: 'too-large',
    });
  });

  it('gives nothing of one that breaks off', async () => {
    expect(await bodyOf('Content-Length: 8\r\n\r\n1234', true)).toEqual({ ok: false, error: 'broken' });
  });
});
