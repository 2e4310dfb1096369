import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { JobHeader, LoadHeader } from '@kami/protocol';
import { createMemoryFiles } from './memory-files.ts';
import { LOAD, MAKE, jobOf } from './orders.ts';
import { preparedForm } from './prepared-guest.ts';
import { payloadOf, resultOf, runOrders, type OrderFrame } from './scripted-host.ts';
import { createNetwork } from './scripted-network.ts';

const utf8 = new TextEncoder();

async function example(name: string): Promise<Uint8Array> {
  const path = new URL(
    `../../../../examples/${name}/dist/${name.replaceAll('-', '-')}.wasm`,
    import.meta.url,
  );
  return preparedForm(new Uint8Array(await readFile(path)));
}

function job(id: number, tool: string, args: object, more: Partial<JobHeader> = {}): OrderFrame {
  return { kind: 'job', id, header: jobOf(tool, more), body: utf8.encode(JSON.stringify(args)) };
}

describe('calls of a kami:tool', () => {
  it('describes', async () => {
    const run = runOrders([
      { kind: 'load', id: 0, header: LOAD, body: await example('json-query') },
      job(1, '', {}, { action: 'describe' }),
    ]);
    expect(resultOf(run)).toEqual({ status: 'described' });
    expect(JSON.parse(new TextDecoder().decode(run.messages.at(-1)?.body))).toMatchObject({
      definitions: [{ name: 'json-query', inputSchema: { type: 'object' } }],
    });
  });

  it('answers, in instances that were made ahead and warmed', async () => {
    const args = {
      expression: 'people[?age > `30`].name',
      data: {
        people: [
          { name: 'Ada', age: 36 },
          { name: 'Bob', age: 20 },
        ],
      },
    };
    const make: OrderFrame = { kind: 'make', id: 0, header: MAKE };
    const run = runOrders([
      { kind: 'load', id: 0, header: LOAD, body: await example('json-query') },
      make,
      make,
      job(1, 'json-query', args),
      job(2, 'json-query', args),
    ]);
    expect(run.messages.map(({ kind }) => kind)).toEqual([
      'ready',
      'loaded',
      'made',
      'made',
      'result',
      'result',
    ]);
    expect(JSON.stringify(payloadOf(run))).toContain('Ada');
    expect(JSON.stringify(payloadOf(run))).not.toContain('Bob');
  });

  it('turns invalid arguments into an answer that names the field', async () => {
    const run = runOrders([
      { kind: 'load', id: 0, header: LOAD, body: await example('json-query') },
      job(1, 'json-query', { data: 1 }),
    ]);
    expect(payloadOf(run)).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: expect.stringContaining('expression') as unknown }],
    });
  });

  it('reaches files through kami:host/files', async () => {
    const load: LoadHeader = { ...LOAD, preopens: [{ guestPath: '/data', handle: 1, writable: true }] };
    const files = createMemoryFiles({});
    const prepared = await example('notes');
    const described = runOrders([
      { kind: 'load', id: 0, header: load, body: prepared },
      job(1, '', {}, { action: 'describe' }),
    ]);
    const names = JSON.stringify(JSON.parse(new TextDecoder().decode(described.messages.at(-1)?.body)));
    const [add = '', list = ''] = ['add', 'list'].map(
      (part) => new RegExp(`"name":"([^"]*${part}[^"]*)"`).exec(names)?.[1] ?? '',
    );
    const run = runOrders(
      [
        { kind: 'load', id: 0, header: load, body: prepared },
        job(1, add, { text: 'Buy milk' }),
        job(2, list, {}),
      ],
      files.answer,
    );
    expect(JSON.stringify(payloadOf(run))).toContain('Buy milk');
    expect([...files.files.keys()].some((path) => path.startsWith('notes/'))).toBe(true);
  });

  it("denies paths under no granted folder, in the host's words", async () => {
    const run = runOrders(
      [
        { kind: 'load', id: 0, header: LOAD, body: await example('csv-stats') },
        job(1, 'csv-stats', { path: '/mnt/data/x.csv', file: '/mnt/data/x.csv' }),
      ],
      () => ({ ok: 'denied', message: 'grant it with: kami grant' }),
    );
    expect(payloadOf(run).isError).toBe(true);
  });

  it('reaches the network through kami:host/http', async () => {
    const network = createNetwork(({ url }) =>
      url.endsWith('/ok') ? { status: 200, parts: ['he', 'llo'] } : { error: 'HTTP-request-denied' },
    );
    const prepared = await example('fetch-url');
    const load: OrderFrame = { kind: 'load', id: 0, header: LOAD, body: prepared };
    expect(
      payloadOf(runOrders([load, job(1, 'fetch-url', { url: 'https://example.com/ok' })], network.answer)),
    ).toMatchObject({
      isError: false,
      structured: { status: 200, bytes: 5 },
    });
    expect(
      payloadOf(runOrders([load, job(1, 'fetch-url', { url: 'https://example.com/no' })], network.answer)),
    ).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('no grant covers it') as unknown }],
    });
  });
});
