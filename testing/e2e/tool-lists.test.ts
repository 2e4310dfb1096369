import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { examplePath, makeTestHome } from './kami.ts';
import { type Era, eras, openWire, type WireSession } from './wire-session.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', examplePath('checksum'), '--yes']);
  for (const guest of ['draws', 'echo', 'state', 'trap'] as const)
    await home.must(['install', guestPath(guest)]);
  const profiles = ['[profiles.work]', 'tools = ["s*", "local.echo"]', '[profiles.bad]', 'tools = ["a b"]'];
  writeFileSync(join(home.path, 'config.toml'), `${profiles.join('\n')}\n`);
});

afterAll(() => {
  home[Symbol.dispose]();
});

interface Listed {
  readonly names: readonly string[];
  readonly nextCursor: string | undefined;
}

let nextId = 1;
async function list(session: WireSession, cursor?: string): Promise<Listed> {
  const id = (nextId += 1);
  await session.send({ id, method: 'tools/list', params: cursor === undefined ? {} : { cursor } });
  const { result, error } = await session.answer(id);
  if (error !== undefined) throw new Error(JSON.stringify(error));
  const tools = result?.['tools'] as readonly { readonly name: string }[];
  return { names: tools.map(({ name }) => name), nextCursor: result?.['nextCursor'] as string | undefined };
}

async function namesServed(args: readonly string[], era: Era = 'modern'): Promise<readonly string[]> {
  await using session = await openWire(home, era, { args });
  return (await list(session)).names;
}

describe('kami serve with a selection', () => {
  it.each([
    [[], ['checksum', 'draws', 'echo', 'state', 'trap']],
    [['--tools', 'ch*'], ['checksum']],
    [
      ['--tools', '????', '--tools', 'state'],
      ['echo', 'state', 'trap'],
    ],
    [
      ['--tools', 'local.*'],
      ['draws', 'echo', 'state', 'trap'],
    ],
    [
      ['--profile', 'work'],
      ['echo', 'state'],
    ],
    [
      ['--profile', 'work', '--tools', 'trap'],
      ['echo', 'state', 'trap'],
    ],
  ])('%j offers %j', async (args, expected) => {
    expect(await namesServed(args)).toEqual(expected);
  });

  it('does not call what it does not list', async () => {
    for (const era of eras) {
      await using session = await openWire(home, era, { args: ['--tools', 's*'] });
      await session.send({ id: 1, method: 'tools/call', params: { name: 'echo', arguments: {} } });
      const { error } = await session.answer(1);
      expect(error?.code).toBe(-32_602);
      expect(error?.message).toContain('There is no tool "echo".');
    }
  });

  it('says on standard error that nothing matches, and serves an empty list', async () => {
    await using session = await openWire(home, 'modern', { args: ['--tools', 'nothing-*'] });
    expect((await list(session)).names).toEqual([]);
    const { code, stderr } = await session.close();
    expect(code).toBe(0);
    expect(stderr).toContain('no installed tool matches nothing-*');
  });

  it.each([
    [['--tools', 'a b'], 2, '"a b" is no pattern of tool names.'],
    [['--tools', ''], 2, '"" is no pattern of tool names.'],
    [['--profile', 'wrok'], 2, 'There is no profile "wrok".\n  → Did you mean work?'],
    [['--profile', 'bad'], 2, 'config.toml:3: "a b" is no pattern of tool names (profile bad).'],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const result = await home.run(['serve', ...args]);
    expect(result.code, result.stderr).toBe(code);
    expect(result.stderr).toContain(message);
  });
});

describe('tools/list in pages', () => {
  const paged = { ...home, env: { ...home.env, KAMI_SERVE_LIST_PAGE: '2' } };

  it('gives every tool once, though tools come and go between two pages', async () => {
    for (const era of eras) {
      await using session = await openWire(paged, era);
      const first = await list(session);
      expect(first.names).toEqual(['checksum', 'draws']);
      await home.must(['remove', 'draws']);
      await home.must(['install', guestPath('clock-random')]);
      const second = await list(session, first.nextCursor);
      expect(second.names).toEqual(['echo', 'state']);
      const third = await list(session, second.nextCursor);
      expect(third).toEqual({ names: ['trap'], nextCursor: undefined });
      await home.must(['remove', 'clock-random']);
      await home.must(['install', guestPath('draws')]);
    }
  });

  it('refuses a cursor that it did not give as invalid parameters', async () => {
    for (const era of eras) {
      await using session = await openWire(paged, era);
      for (const [id, cursor] of ['', 'x', 'YWZ0ZXI', '__proto__'].entries()) {
        await session.send({ id, method: 'tools/list', params: { cursor } });
        expect(await session.answer(id), cursor).toMatchObject({ error: { code: -32_602 } });
      }
    }
  });
});

describe('what the server says of itself', () => {
  it('names its tools in the instructions of both eras', async () => {
    await using legacy = await openWire(home, 'legacy', { unopened: true, args: ['--tools', 's*'] });
    const clientInfo = { name: 'kami-tests', version: '1.0.0' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    await legacy.send({ id: 1, method: 'initialize', params });
    await using modern = await openWire(home, 'modern', { args: ['--tools', 's*'] });
    await modern.send({ id: 1, method: 'server/discover' });
    for (const session of [legacy, modern]) {
      const instructions = (await session.answer(1)).result?.['instructions'];
      expect(instructions).toMatch(/sandboxed[^]*\nThere is one tool: state\.$/u);
    }
  });
});

describe('a tool whose row is damaged', () => {
  it('is left out with a warning, and the others are listed and called', async () => {
    using other = makeTestHome();
    for (const guest of ['echo', 'state'] as const) await other.must(['install', guestPath(guest)]);
    using database = new DatabaseSync(join(other.path, 'kami.db'));
    database.exec(`UPDATE installations SET definitions = '[1]' WHERE name = 'state'`);
    await using session = await openWire(other, 'modern');
    expect((await list(session)).names).toEqual(['echo']);
    await session.send({ id: 'call', method: 'tools/call', params: { name: 'echo', arguments: { a: 1 } } });
    expect(await session.answer('call')).toMatchObject({ result: { structuredContent: { a: 1 } } });
    expect((await session.close()).stderr).toContain('not offered: local.state, state');
  });
});
