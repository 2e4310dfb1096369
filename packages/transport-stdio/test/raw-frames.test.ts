import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { handshake, openConnection, openRawClient, type TestFrame } from './connection.ts';

const list = (id: string | number): object => ({ id, method: 'tools/list' });
const call = (id: string | number, name: string, args: object = {}): object => ({
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});

describe('a stdio server', () => {
  it.each([
    ['a line that is no JSON', 'hello\n', -32_700, null],
    ['an object that is no JSON-RPC', '{"a":1}\n', -32_600, null],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]\n', -32_600, null],
    ['an id of null', '{"jsonrpc":"2.0","id":null,"method":"ping"}\n', -32_600, null],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}\n', -32_600, null],
    ['an id that is a fraction', '{"jsonrpc":"2.0","id":0.5,"method":"ping"}\n', -32_600, null],
    ['a byte-order mark', '\ufeff{"jsonrpc":"2.0","id":1,"method":"ping"}\n', -32_700, null],
    ['a key twice', '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}\n', -32_600, null],
    [
      'deep nesting',
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":${'{"a":'.repeat(100_000)}\n`,
      -32_600,
      null,
    ],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22, 0x0a]), -32_700, null],
    ['an unknown method', '{"jsonrpc":"2.0","id":9,"method":"tools/destroy"}\n', -32_601, 9],
  ])('answers %s and lives on', async (_what, bytes, code, id) => {
    const client = await openRawClient();
    client.write(bytes);
    expect(await client.next()).toMatchObject({ id, error: { code } });
    expect(client.warnings).toHaveLength(id === null ? 1 : 0);
    client.send(list(2));
    expect((await client.answer(2)).result).toHaveProperty('tools');
  });

  it('bounds a line, and reads on after its end', async () => {
    const client = await openRawClient({ maxMessageBytes: 1000 });
    for (let i = 0; i < 100; i++) client.write('x'.repeat(10_000));
    client.write('\n');
    expect(await client.next()).toMatchObject({
      id: null,
      error: { code: -32_600, message: 'Invalid Request: over 1000 bytes' },
    });
    client.send(list(2));
    expect((await client.answer(2)).result).toHaveProperty('tools');
  });

  it('refuses an id that is in flight, and answers the first', async () => {
    const client = await openRawClient();
    const started = client.host.started();
    client.send(call(1, 'slow'));
    await started;
    client.send(call(1, 'echo'));
    expect(await client.next()).toMatchObject({
      id: null,
      error: { code: -32_600, message: expect.stringContaining('id 1 is in flight') as string },
    });
    client.send(list('1'));
    expect((await client.answer('1')).result).toHaveProperty('tools');
    expect(client.host.calls).toHaveLength(1);
  });

  it('lets an id be used again once it is cancelled', async () => {
    const client = await openRawClient();
    const started = client.host.started();
    client.send(call(1, 'slow'));
    await started;
    client.send({ method: 'notifications/cancelled', params: { requestId: 1 } });
    client.send(call(1, 'echo', { text: 'b' }));
    expect((await client.answer(1)).result).toMatchObject({ structuredContent: { text: 'b' } });
  });

  it('lets an id be used again once it is answered', async () => {
    const client = await openRawClient();
    for (let i = 0; i < 3; i++) {
      client.send(call(1, 'echo', { text: 'a' }));
      expect((await client.answer(1)).result).toMatchObject({ structuredContent: { text: 'a' } });
    }
  });

  it('accepts UTF-8 split over chunks, CRLF and blank lines', async () => {
    const client = await openRawClient();
    const bytes = Buffer.from(
      `\r\n\n${JSON.stringify({ jsonrpc: '2.0', ...call(1, 'echo', { text: '日本🙂' }) })}\r\n`,
    );
    for (const byte of bytes) client.write(Uint8Array.of(byte));
    expect((await client.answer(1)).result).toMatchObject({ structuredContent: { text: '日本🙂' } });
  });

  it.each(['__proto__', 'constructor', 'toString'])('knows no tool %s', async (name) => {
    const client = await openRawClient();
    client.send(call(1, name));
    expect(await client.answer(1)).toMatchObject({
      error: { code: -32_602, message: expect.stringContaining(`There is no tool "${name}".`) as string },
    });
  });

  it('names the nearest tool', async () => {
    const client = await openRawClient();
    client.send(call(1, 'ehco'));
    expect((await client.answer(1)).error?.message).toBe(
      'KAMI_TOOL_UNKNOWN: There is no tool "ehco".\nDid you mean "echo"?',
    );
  });

  it('ignores an unknown notification', async () => {
    const client = await openRawClient();
    client.send({ method: 'notifications/nothing' });
    client.send(list(1));
    expect(await client.next()).toMatchObject({ id: 1, result: {} });
  });

  it('wants initialize first, in the legacy era', async () => {
    const client = await openRawClient({ fresh: true });
    client.send(call(1, 'echo'));
    expect(await client.next()).toMatchObject({
      id: 1,
      error: { code: -32_600, message: expect.stringContaining('initialize') as string },
    });
    client.send({
      id: 2,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
    });
    expect(await client.answer(2)).toMatchObject({
      result: {
        protocolVersion: '2025-06-18',
        instructions: expect.stringMatching(/^Use the tools\.\nThere are 9 tools: chatty/u) as string,
      },
    });
    expect(client.host.calls).toEqual([]);
  });

  it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])('speaks %s', async (protocolVersion) => {
    const client = await openRawClient({ fresh: true });
    client.send({ ...handshake, params: { ...handshake.params, protocolVersion } });
    expect((await client.answer('init')).result).toMatchObject({ protocolVersion });
    client.send({ method: 'notifications/initialized' });
    client.send(list(1));
    expect((await client.answer(1)).result).not.toHaveProperty('ttlMs');
  });

  it('offers its newest legacy revision where the client asks for an unknown one', async () => {
    const client = await openRawClient({ fresh: true });
    client.send({ ...handshake, params: { ...handshake.params, protocolVersion: '1999-01-01' } });
    expect((await client.answer('init')).result).toMatchObject({ protocolVersion: '2025-11-25' });
  });

  it('refuses an unknown cursor', async () => {
    const client = await openRawClient();
    client.send({ id: 1, method: 'tools/list', params: { cursor: 'x' } });
    expect(await client.answer(1)).toMatchObject({ error: { code: -32_602 } });
  });

  it('cancels a call and sends no result for it', async () => {
    const client = await openRawClient();
    const started = client.host.started();
    client.send(call(1, 'slow'));
    await started;
    client.send({ method: 'notifications/cancelled', params: { requestId: 1, reason: 'enough' } });
    client.send(list(2));
    expect(await client.next()).toMatchObject({ id: 2 });
    expect(client.host.aborted).toBe(1);
  });

  it.each([
    ['its input ends', (client: { input: { end(): unknown } }) => client.input.end()],
    [
      'its output breaks',
      (client: { output: { destroy(e: Error): unknown } }) => client.output.destroy(new Error('EPIPE')),
    ],
    ['it is told to', (client: { stop(): void }) => client.stop()],
  ])('ends when %s, with every call cancelled', async (_what, end) => {
    const client = await openRawClient();
    for (const id of [1, 2]) {
      const started = client.host.started();
      client.send(call(id, 'slow'));
      await started;
    }
    end(client);
    await client.ended;
    expect(client.host.aborted).toBe(2);
  });

  it('ends only when every call has come back', async () => {
    const client = await openRawClient();
    const started = client.host.started();
    client.send(call(1, 'stubborn'));
    await started;
    const order: string[] = [];
    const ended = client.ended.then(() => order.push('ended'));
    client.input.end();
    await once(client.input, 'end');
    await setImmediate();
    order.push('released');
    client.host.release();
    await ended;
    expect(order).toEqual(['released', 'ended']);
  });

  it('tells of an output that breaks', async () => {
    const { output, ended, warnings } = openConnection();
    output.destroy(new Error('EPIPE'));
    await ended;
    expect(warnings).toEqual([new Error('EPIPE')]);
  });

  it('reads no further while its output is full', async () => {
    const { input, output, host, stop, ended } = openConnection();
    const frames = [
      handshake,
      ...Array.from({ length: 200 }, (_, i) => call(i, 'echo', { text: 'a'.repeat(2000) })),
    ];
    const full = once(input, 'pause');
    for (const frame of frames) input.write(`${JSON.stringify({ jsonrpc: '2.0', ...frame })}\n`);
    await full;
    input.write(`${JSON.stringify({ jsonrpc: '2.0', ...call('last', 'echo') })}\n`);
    expect(input.isPaused()).toBe(true);
    let answers = 0;
    for await (const line of createInterface({ input: output })) {
      answers++;
      if ((JSON.parse(line) as TestFrame).id === 'last') break;
    }
    expect([answers, host.calls.length]).toEqual([202, 201]);
    stop();
    await ended;
  });
});
