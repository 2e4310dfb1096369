import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { examplePath, makeTestHome } from './kami.ts';

const home = makeTestHome();
const file = (name: string): string => join(home.path, '..', name);

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  await home.must(['install', examplePath('checksum')]);
  writeFileSync(file('text.txt'), 'from a file\n');
  writeFileSync(file('value.json'), '{"deep":[1,null]}');
  writeFileSync(file('all.json'), '{"a":"whole","b":"whole"}');
  writeFileSync(file('large.json'), JSON.stringify({ a: 'x'.repeat(5 * 1024 * 1024) }));
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** What the guest `echo` was given. */
async function echoed(args: readonly string[], input?: string): Promise<unknown> {
  const { code, stdout, stderr } = await home.run(['run', 'echo', ...args], input);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('arguments of kami run', () => {
  it('are text, JSON, text of a file or JSON of a file', async () => {
    const forms = [
      'a=1=2',
      'empty=',
      'b:={"c":[true]}',
      `d=@${file('text.txt')}`,
      `e:=@${file('value.json')}`,
    ];
    expect(await echoed(forms)).toEqual({
      a: '1=2',
      empty: '',
      b: { c: [true] },
      d: 'from a file\n',
      e: { deep: [1, null] },
    });
  });

  it('come whole from a file, and those by name win over them', async () => {
    const args = ['--args', file('all.json'), 'b=single'];
    expect(await echoed(args)).toEqual({ a: 'whole', b: 'single' });
  });

  it('come whole from standard input', async () => {
    expect(await echoed(['--args', '-'], '{"é":"😀"}')).toEqual({ é: '😀' });
  });

  it.each([
    [['a=1', 'a:=2'], 'twice'],
    [['a:=[1,'], 'JSON'],
    [['junk'], 'name=text'],
    [['a=@/no/such/file'], '/no/such/file'],
    [['--args', '/no/such/file'], '/no/such/file'],
    [['--args', '-'], 'JSON'],
    [['--args', 'LARGE'], '4 MiB'],
    [['--timeout', '0'], 'whole number'],
    [['--timeout', 'soon'], 'whole number'],
    [['--nonsense'], '--nonsense'],
  ])('%j is wrong use', async (args, words) => {
    const given = args.map((word) => (word === 'LARGE' ? file('large.json') : word));
    const { code, stdout, stderr } = await home.run(['run', 'echo', ...given]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /u);
  });

  it.each([
    [[], ' data: expected string'],
    [['data:=1'], ' data: expected string, found integer'],
    [['data=x', 'encoding=latin1'], ' encoding: '],
    [['data=x', 'nonsense=1'], ' nonsense: '],
  ])('%j do not fit the schema, and the field is named', async (args, words) => {
    const { code, stderr } = await home.run(['run', 'checksum', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});

describe('TOOL of kami run', () => {
  it.each(['echo/echo', 'local.echo', 'echo@0.0.0', 'local.echo@0.0.0'])('may be %s', async (name) => {
    expect((await home.must(['run', name, 'a=b'])).stdout).toBe('{"a":"b"}\n');
  });

  it('may be the path of a component or a folder that is not installed', async () => {
    const before = (await home.must(['list', '--json'])).stdout;
    expect((await home.must(['run', guestPath('state')])).stdout).toBe('{"count":1}\n');
    expect((await home.must(['run', examplePath('checksum'), 'data=abc'])).stdout).toContain('352441c2');
    expect((await home.must(['list', '--json'])).stdout).toBe(before);
  });

  it.each([
    ['ecko', 'Did you mean echo?'],
    ['echo@9.9.9', 'version'],
    ['echo/none', 'kami run echo/echo'],
    ['./none.wasm', 'does not exist'],
    ['UPPER CASE', 'UPPER CASE'],
  ])('%j is unknown, and the message helps', async (name, words) => {
    const { code, stderr } = await home.run(['run', name]);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain(words);
  });
});

describe('kami run --json', () => {
  it('prints the whole result as one line', async () => {
    const { stdout, stderr } = await home.must(['run', 'echo', '--json', 'a=b']);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(JSON.parse(stdout)).toEqual({
      isError: false,
      content: [{ type: 'text', text: '{"a":"b"}' }],
      structured: { a: 'b' },
      durationMs: expect.any(Number) as unknown,
    });
    expect(stderr).toBe('');
  });

  it('prints an error as JSON too, with its code and blame', async () => {
    const { code, stdout } = await home.run(['run', 'none', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'KAMI_TOOL_UNKNOWN', blame: 'user' } });
  });
});
