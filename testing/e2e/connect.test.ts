import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { inflateRawSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { connectLegacy, connectModern } from './connect-client.ts';
import { type KamiResult, kamiProgram, makeTestHome, runProgram } from './kami.ts';
import { answerOnTerminal } from './terminal.ts';

const home = makeTestHome();
const person = home.env['HOME'] ?? '';
const project = mkdtempSync(join(tmpdir(), 'kami-project-'));

beforeAll(async () => {
  for (const guest of ['echo', 'state'] as const) await home.must(['install', guestPath(guest)]);
});

afterAll(() => {
  home[Symbol.dispose]();
  rmSync(project, { recursive: true });
});

/** `kami connect ARGS` in the project's folder. */
async function connect(...args: readonly string[]): Promise<KamiResult> {
  return runProgram([kamiProgram, 'connect', ...args], home.env, '', project);
}

const expected = [
  execPath,
  '--disallow-code-generation-from-strings',
  kamiProgram,
  '--home',
  home.path,
  'serve',
];

const json = (servers: string): string => `{
  // mine
  "theme": "dark",
  ${servers}
    // another
    "git": { "command": "git-mcp", "env": { "TOKEN": "s3cret" } }
  }
}
`;
/** Where each client looks on Linux, and what stands there before. */
const clients = [
  ['claude-code', '.claude.json', json('"mcpServers": {')],
  ['claude-desktop', '.config/Claude/claude_desktop_config.json', json('"mcpServers": {')],
  ['vscode', '.config/Code/User/mcp.json', json('"servers": {')],
  ['cursor', '.cursor/mcp.json', json('"mcpServers": {')],
  [
    'codex',
    '.codex/config.toml',
    '# mine\ntheme = "dark"\n\n# another\n[mcp_servers.git]\ncommand = "git-mcp"\nenv = { TOKEN = "s3cret" }\n',
  ],
  ['gemini', '.gemini/settings.json', json('"mcpServers": {')],
  ['zed', '.config/zed/settings.json', json('"context_servers": {')],
  ['windsurf', '.codeium/windsurf/mcp_config.json', json('"mcpServers": {')],
  ['opencode', '.config/opencode/opencode.jsonc', json('"mcp": {')],
  [
    'goose',
    '.config/goose/config.yaml',
    '# mine\ntheme: dark\nextensions:\n  # another\n  git:\n    cmd: git-mcp\n    envs: { TOKEN: s3cret }\n',
  ],
] as const;

describe.runIf(process.platform === 'linux').each(clients)('kami connect %s', (client, file, before) => {
  const path = join(person, file);

  it('shows the change, keeps comments and other servers, and takes it out again', async () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, before);
    const { code, stdout, stderr } = await connect(client, '--yes');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(path);
    expect(stderr).toMatch(/^\+ .*kami/mu);
    expect(stderr.match(/^-/gmu)?.length ?? 0).toBeLessThanOrEqual(1);
    const written = readFileSync(path, 'utf8');
    for (const words of ['mine', 'dark', 'another', 'git-mcp', 's3cret']) expect(written).toContain(words);
    let at = 0;
    for (const word of expected) {
      const found = written.indexOf(word, at);
      expect(found, `${word} after the words before it, in ${written}`).toBeGreaterThanOrEqual(at);
      at = found + word.length;
    }
    const again = await connect(client, '--yes', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ action: 'unchanged', path });
    expect((await connect(client, '--yes', '--remove')).code).toBe(0);
    expect(readFileSync(path, 'utf8').replaceAll(/[\s,]/gu, '')).toBe(before.replaceAll(/[\s,]/gu, ''));
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('refuses a malformed configuration, untouched', async () => {
    const broken = `${before}\n]]]`;
    writeFileSync(path, broken);
    const { code, stderr } = await connect(client, '--yes');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/left as it is: it is malformed[^]*--print/u);
    expect(readFileSync(path, 'utf8')).toBe(broken);
    rmSync(path);
  });
});

interface McpJson {
  readonly mcpServers: Readonly<Record<string, { readonly command: string; readonly args: string[] }>>;
}

describe('what kami connect wrote', () => {
  it.each([connectLegacy, connectModern])(
    'is a command that serves the tools to a real client',
    async (open) => {
      expect(
        (await connect('claude-code', '--project', '--yes', '--name', 'tools', '--tools', 'e*')).code,
      ).toBe(0);
      const path = join(project, '.mcp.json');
      const { mcpServers } = JSON.parse(readFileSync(path, 'utf8')) as McpJson;
      const { command, args } = mcpServers['tools'] ?? { command: '', args: [] };
      // No variable of this home: the client may have been started by anything.
      await using client = await open(home, { command, args, env: { PATH: '/nowhere' } });
      expect((await client.listTools()).map(({ name }) => name)).toEqual(['echo']);
      expect((await client.callTool('echo', { a: 1 })).structuredContent).toEqual({ a: 1 });
      rmSync(path);
    },
  );
});

describe('kami connect', () => {
  it('writes nothing where nobody can be asked, and only prints with --print', async () => {
    const { code, stderr } = await connect('cursor');
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    const printed = await connect('cursor', '--print');
    expect(printed.code).toBe(0);
    expect(JSON.parse(printed.stdout)).toMatchObject({ mcpServers: { kami: { command: execPath } } });
    expect(printed.stderr).toContain(join(person, '.cursor/mcp.json'));
    expect(readdirSync(join(person, '.cursor'))).toEqual([]);
  });

  it.each([
    [['cursorr'], 'Did you mean cursor?'],
    [['nothing-like-it'], 'KAMI knows antigravity, claude-code'],
    [['cursor', '--name', '../x'], 'is no name of a server'],
    [['cursor', '--tools', 'a b'], 'is no pattern'],
    [['cursor', '--profile', 'none'], 'There is no profile "none".'],
    [['windsurf', '--project'], 'reads no configuration of a project'],
    [['cursor', '--user', '--project'], 'exclude each other'],
    [['cursor', '--bundle'], 'exclude each other'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await connect(...args, '--yes');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it.runIf(process.platform === 'linux').each([
    ['y\n', true],
    ['n\n', false],
    ['\n', false],
  ])('asks a person, and writes for the answer %j: %s', async (typed, written) => {
    const path = join(person, '.cursor/mcp.json');
    rmSync(path, { force: true });
    const answers = [{ after: '[y/N]', type: typed }];
    const { shown } = await answerOnTerminal([execPath, kamiProgram, 'connect', 'cursor'], home.env, answers);
    expect(shown).toMatch(/\+ .*"kami"[^]*Write .*mcp\.json\? \[y\/N\]/u);
    expect(existsSync(path), shown).toBe(written);
    rmSync(path, { force: true });
  });

  it('lists the clients', async () => {
    const { stdout } = await connect();
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['claude-code', 'codex', 'goose', 'zed']));
  });
});

describe('kami connect --bundle', () => {
  it('writes a bundle that serves the tools, and says its digest in server.json', async () => {
    const out = join(project, 'out.mcpb');
    expect((await connect('--bundle', out, '--tools', 'echo')).code).toBe(0);
    const bundle = readFileSync(out);
    const files = unzip(bundle);
    expect([...files.keys()]).toEqual(['manifest.json', 'server/launch.cjs']);
    expect(JSON.parse(files.get('manifest.json') ?? '')).toMatchObject({
      manifest_version: '0.3',
      name: 'kami',
      version: '0.1.0',
      server: {
        type: 'node',
        entry_point: 'server/launch.cjs',
        mcp_config: { command: 'node', args: ['${__dirname}/server/launch.cjs'] },
      },
      tools: [{ name: 'echo' }],
    });
    expect(JSON.parse(readFileSync(join(project, 'server.json'), 'utf8'))).toMatchObject({
      name: 'local.kami/kami',
      packages: [
        {
          registryType: 'mcpb',
          identifier: 'out.mcpb',
          fileSha256: createHash('sha256').update(bundle).digest('hex'),
          transport: { type: 'stdio' },
        },
      ],
    });
    const launcher = join(project, 'launch.cjs');
    writeFileSync(launcher, files.get('server/launch.cjs') ?? '');
    await using client = await connectModern(home, {
      command: execPath,
      args: [launcher],
      env: { PATH: '/nowhere' },
    });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['echo']);
  });

  it('overwrites nothing', async () => {
    const { code, stderr } = await connect('--bundle', join(project, 'out.mcpb'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/out\.mcpb is there already/u);
  });
});

/** The files of an archive by its local headers, in order. */
function unzip(archive: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; archive.readUInt32LE(at) === 0x04_03_4b_50;) {
    const [packed, nameLength] = [archive.readUInt32LE(at + 18), archive.readUInt16LE(at + 26)];
    const start = at + 30 + nameLength;
    const name = archive.toString('utf8', at + 30, start);
    files.set(name, inflateRawSync(archive.subarray(start, start + packed)).toString());
    at = start + packed;
  }
  return files;
}
