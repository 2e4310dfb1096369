import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { examplePath, makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  await home.must([
    'install',
    makeToolFolder(home, 'sm-fetch', ['net_allow_list = ["*.example.com"]']),
    '--yes',
  ]);
  await home.must(['run', 'echo', 'a=b']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** The only line of a command's standard output, parsed; nothing else may be printed. */
async function json(...args: string[]): Promise<unknown> {
  const { stdout, stderr } = await home.must([...args, '--json']);
  expect(stderr).toBe('');
  expect(stdout.endsWith('\n') && !stdout.slice(0, -1).includes('\n')).toBe(true);
  return JSON.parse(stdout);
}

describe('--json', () => {
  it('gives the list of tools, by name', async () => {
    expect(await json('list')).toMatchObject({
      tools: [
        { id: 'local.echo', name: 'echo', version: '0.0.0', state: 'active', tools: ['echo'] },
        { id: 'test.guests.sm-fetch', name: 'sm-fetch', state: 'active', tools: ['sm-fetch'] },
      ],
    });
  });

  it('gives one tool with what it asks for, was granted, is denied and cannot do', async () => {
    expect(await json('inspect', 'sm-fetch')).toMatchObject({
      description: 'The guest sm-fetch.',
      requested: ['network: *.example.com'],
      granted: ['net=*.example.com'],
      limits: { maxMemoryMb: 64, maxExecutionMs: 5000, maxOutputKb: 1024 },
    });
    expect(await json('inspect', 'echo')).toMatchObject({
      proven: expect.arrayContaining(['cannot reach the network', 'cannot read or write files']) as unknown,
      denied: [],
    });
  });

  it('gives a tool that is not installed, by its path', async () => {
    expect(await json('inspect', examplePath('checksum'))).toMatchObject({
      name: 'checksum',
      imports: [],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/u) as unknown,
    });
  });

  it('gives every setting with its source', async () => {
    const { settings } = (await json('config')) as { settings: readonly object[] };
    expect(settings).toContainEqual({ key: 'log.level', value: 'warn', source: 'default' });
  });

  it('gives what was looked at to be well', async () => {
    const { findings } = (await json('doctor')) as { findings: readonly { what: string; state: string }[] };
    expect(findings).toContainEqual(expect.objectContaining({ what: 'executor', state: 'good' }));
    expect(findings.filter(({ state }) => state === 'broken')).toEqual([]);
  });

  it('gives a change of grants', async () => {
    const granted = ['net=*.example.com', 'net=a.example.com'];
    expect(await json('grant', 'sm-fetch', 'net=a.example.com')).toMatchObject({ state: 'active', granted });
    expect(await json('revoke', 'sm-fetch', 'net=*.example.com')).toMatchObject({
      granted: ['net=a.example.com'],
    });
    expect(await json('revoke', 'sm-fetch', '--all')).toMatchObject({ granted: [] });
  });
});

describe('kami log', () => {
  it('has the golden path of a call, each event a line of JSON', async () => {
    const { stdout, stderr } = await home.must(['log', '--tool', 'echo', '--json']);
    expect(stderr).toBe('');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; seq: number; correlationId: string; actor: string });
    const call = events.findLast(({ type }) => type === 'artifact.delivered')?.correlationId ?? '';
    const path = events.filter(({ correlationId }) => correlationId === call);
    expect(path.map(({ type }) => type)).toEqual([
      'intent.received',
      'gate.schema',
      'gate.grant',
      'gate.policy',
      'dataplane.dispatched',
      'artifact.delivered',
    ]);
    expect(new Set(path.map(({ actor }) => actor))).toEqual(new Set([`cli:${process.getuid?.() ?? 0}`]));
    expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).toSorted((a, b) => a - b));
    const one = (await home.must(['log', '--call', call, '--json'])).stdout.trimEnd().split('\n');
    expect(one).toHaveLength(path.length);
  });

  it('shows the newest events for people, oldest first', async () => {
    const { stdout } = await home.must(['log', '-n', '2']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stdout).toContain('tool.revoked');
  });
});

describe('for people', () => {
  it('kami list is a table, and kami inspect says what may be done', async () => {
    expect((await home.must(['list'])).stdout).toMatch(/^NAME +VERSION +STATE/u);
    const { stdout } = await home.must(['inspect', 'echo', '--schema']);
    expect(stdout).toContain('cannot reach the network (not imported)');
    expect(stdout).toContain('additionalProperties');
  });

  it('kami config shows the flag, the variable and the file that won', async () => {
    const { stdout } = await home.must(['config', '--log-level', 'error']);
    expect(stdout).toMatch(/log\.level +error +.*--log-level/u);
  });
});
