import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { resolveByServers } from '@kami/host-node';
import { resolveBySystem } from '../../src/egress/resolve-host.ts';

/** A name server that answers every question with this code and no record. */
async function answering(code: number): Promise<AsyncDisposable & { readonly address: string }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x81_80 | code, 2);
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

describe('resolveByServers', () => {
  it('knows localhost by itself', async () => {
    const found = await resolveByServers(['127.0.0.1:1'])('localhost');
    expect(found.map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
  });

  it.each([
    ['that there is no such name', 3, 'DNS-error'],
    ['that it failed', 2, 'destination-unavailable'],
    ['that it refuses', 5, 'destination-unavailable'],
  ])('says what a server says: %s', async (_case, code, expected) => {
    await using server = await answering(code);
    await expect(resolveByServers([server.address])('name.test')).rejects.toMatchObject({
      fault: { code: expected },
    });
  });

  it('says that nobody answers', async () => {
    await expect(resolveByServers(['127.0.0.1:1'])('name.test')).rejects.toMatchObject({
      fault: { code: 'destination-unavailable' },
    });
  });

  it('refuses what is no address', () => {
    expect(() => resolveByServers(['name.test'])).toThrow();
  });
});

describe('resolveBySystem', () => {
  it('gives every address of a name, and the error of one that does not exist', async () => {
    expect((await resolveBySystem('localhost')).map(({ address }) => address)).toContain('127.0.0.1');
    await expect(resolveBySystem('nobody.invalid')).rejects.toMatchObject({ syscall: 'getaddrinfo' });
  });
});
