import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome, serveCommand } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const [command, ...args] = serveCommand;
const server = { command, args, env: home.env };
const identity = { name: 'kami-tests', version: '1.0.0' };

interface Tool {
  readonly name: string;
  readonly annotations?: { readonly readOnlyHint?: boolean | undefined } | undefined;
}

interface Listener extends AsyncDisposable {
  list(): Promise<readonly Tool[]>;
  /** Resolves at the first `notifications/tools/list_changed`. */
  readonly told: Promise<void>;
}

async function listenLegacy(): Promise<Listener> {
  const client = new LegacyClient(identity);
  const { promise: told, resolve } = Promise.withResolvers<void>();
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
    resolve();
  });
  await client.connect(new LegacyTransport({ ...server, stderr: 'inherit' }));
  return {
    told,
    list: async () => (await client.listTools()).tools,
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

async function listenModern(): Promise<Listener> {
  const client = new ModernClient(identity, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  const { promise: told, resolve } = Promise.withResolvers<void>();
  client.setNotificationHandler('notifications/tools/list_changed', () => {
    resolve();
  });
  await client.connect(new ModernTransport({ ...server, stderr: 'inherit' }));
  await client.listen({ toolsListChanged: true });
  return {
    told,
    list: async () => (await client.listTools()).tools,
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

const names = async (listener: Listener) => (await listener.list()).map(({ name }) => name);
const isReadOnly = async (listener: Listener) =>
  (await listener.list()).find(({ name }) => name === 'fs-probe')?.annotations?.readOnlyHint;

let folder = '';
beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  folder = makeToolFolder(home, 'fs-probe', ['fs_access = "sandbox"']);
  await home.must(['install', folder, '--yes']);
  await home.must(['revoke', 'fs-probe', '--all']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe.each([
  ['legacy', listenLegacy],
  ['modern', listenModern],
] as const)('a client of the %s era is told when another process', (_era, listen) => {
  it('installs a tool', async () => {
    await using listener = await listen();
    expect(await names(listener)).not.toContain('trap');
    await home.must(['install', guestPath('trap')]);
    await listener.told;
    expect(await names(listener)).toContain('trap');
  });

  it('removes a tool', async () => {
    await using listener = await listen();
    expect(await names(listener)).toContain('trap');
    await home.must(['remove', 'trap']);
    await listener.told;
    expect(await names(listener)).not.toContain('trap');
  });

  it('grants something, which the annotations show', async () => {
    await using listener = await listen();
    expect(await isReadOnly(listener)).toBe(true);
    await home.must(['grant', 'fs-probe', `fs=here=${folder}:rw`]);
    await listener.told;
    expect(await isReadOnly(listener)).toBe(false);
  });

  it('revokes something', async () => {
    await using listener = await listen();
    expect(await isReadOnly(listener)).toBe(false);
    await home.must(['revoke', 'fs-probe', 'fs=here']);
    await listener.told;
    expect(await isReadOnly(listener)).toBe(true);
  });

  it('approves a tool that was held', async () => {
    const held = makeToolFolder(home, 'state', ['fs_access = "sandbox"']);
    expect((await home.run(['install', held])).code).toBe(3);
    await using listener = await listen();
    expect(await names(listener)).not.toContain('state');
    await home.must(['approve', 'state']);
    await listener.told;
    expect(await names(listener)).toContain('state');
    await home.must(['remove', 'state']);
  });
});
