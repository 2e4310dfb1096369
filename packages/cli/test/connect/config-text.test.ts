import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';

import { changeEntry } from '../../src/connect/config-text.ts';
import type { ConfigFormat } from '../../src/connect/mcp-client.ts';

const entry = { command: '/opt/node', args: ['serve', 'a "b" \\ é'] };

function change(format: ConfigFormat, text: string, name = 'kami', remove = false) {
  const serversPath = () => (format === 'toml' ? ['mcp_servers'] : ['mcpServers']);
  return changeEntry(text, { format, file: 'FILE', serversPath, name, ...(remove ? {} : { entry }) });
}

function must(format: ConfigFormat, text: string, name = 'kami', remove = false): string {
  const changed = change(format, text, name, remove);
  if (!changed.ok) throw new Error(changed.error.message);
  return changed.value;
}

const json = `{
\t// what I like
\t"theme": "dark", /* at night */
\t"mcpServers": {
\t\t// the first
\t\t"git": { "command": "git-mcp", "env": { "TOKEN": "s3cret" } }, // keep
\t\t"notes": { "command": "notes" },
\t},
}
`;
const toml = `# mine
model = "large" # big
big = 9007199254740993
when = 2026-01-01T00:00:00Z

# the first
[mcp_servers.git]
command = "git-mcp"
[mcp_servers.git.env]
TOKEN = "s3cret"

# about profiles
[profiles.x]
"a.b" = [1, 2]
`;
const yaml = `# mine
mcpServers:
  # the first
  git:
    cmd: git-mcp # keep
    envs: { TOKEN: s3cret }
other: [ 1, 2 ]
`;

const commented = [
  ['json', json, ['// what I like', '/* at night */', '// the first', '// keep', 's3cret', '\t\t"notes"']],
  ['toml', toml, ['# mine', '# big', '9007199254740993', '# the first', 's3cret', '# about profiles']],
  ['yaml', yaml, ['# mine', '# the first', '# keep', 's3cret', 'other: [ 1, 2 ]', '{ TOKEN: s3cret }']],
] as const;

describe.each(commented)('a %s configuration with comments', (format, text, kept) => {
  it('gets a server and keeps everything else', () => {
    const changed = must(format, text);
    for (const words of kept) expect(changed).toContain(words);
    expect(changed).toContain('/opt/node');
    const others = changed.split('\n').filter((line) => text.split('\n').includes(line));
    expect(others.length).toBeGreaterThanOrEqual(text.trimEnd().split('\n').length - 1);
  });

  it('is as it was once the server is taken out again', () => {
    const back = must(format, must(format, text), 'kami', true);
    for (const words of kept) expect(back).toContain(words);
    expect(back.replaceAll(/[\s,]/gu, '')).toBe(text.replaceAll(/[\s,]/gu, ''));
  });

  it('has another server replaced whole, and its neighbours kept', () => {
    const changed = must(format, text, 'git');
    expect(changed).not.toContain('s3cret');
    expect(changed).toContain('/opt/node');
    expect(must(format, changed, 'git')).toBe(changed);
  });

  it('is untouched where there is nothing to take out', () => {
    expect(must(format, text, 'kami', true)).toBe(text);
  });
});

const parsers = {
  json: (text: string): unknown => JSON.parse(text),
  toml: (text: string): unknown => parseToml(text),
  yaml: (text: string): unknown => parseYaml(text),
};

describe('changeEntry', () => {
  it.each(['json', 'toml', 'yaml'] as const)('makes a %s configuration of an empty one', (format) => {
    for (const text of ['', '\n']) {
      const made = must(format, text);
      const read: unknown = parsers[format](made);
      expect(read).toEqual({ [format === 'toml' ? 'mcp_servers' : 'mcpServers']: { kami: entry } });
      expect(must(format, made)).toBe(made);
    }
  });

  it('keeps a byte-order mark, line breaks of Windows and the indent', () => {
    const text = '\ufeff{\r\n    "a": 1\r\n}\r\n';
    const changed = must('json', text);
    expect(changed.startsWith('\ufeff{\r\n    "a": 1,\r\n    "mcpServers": {\r\n        "kami"')).toBe(true);
    expect(changed.replaceAll('\r\n', '')).not.toContain('\n');
    expect(must('toml', 'a = 1\r\n').replaceAll('\r\n', '')).not.toContain('\n');
  });

  it.each([
    ['json', '{ "a": 1', 'malformed'],
    ['json', '{ "a" 1 }', 'malformed: ColonExpected in line 1'],
    ['json', '[1]', 'no table'],
    ['json', 'null', 'no table'],
    ['json', '{ "mcpServers": [] }', 'mcpServers is no table'],
    ['json', '{ "mcpServers": {}, "mcpServers": { "git": {} } }', 'changing more'],
    ['toml', 'a = ', 'malformed'],
    ['toml', 'mcp_servers = 1', 'no table'],
    ['toml', 'mcp_servers = { git = { command = "x" } }', 'malformed|changing more'],
    ['toml', 'mcp_servers.kami.command = "x"', 'changing more'],
    ['toml', '[mcp_servers]\nkami = { command = "x" }', 'changing more'],
    ['yaml', 'a: [1', 'malformed'],
    ['yaml', 'a: 1\na: 2', 'malformed'],
    ['yaml', '- 1', 'no table'],
    ['yaml', 'mcpServers: text', 'no table'],
    ['yaml', '--- \na: 1\n--- \nb: 2\n', 'malformed'],
  ] as const)('refuses a %s text that it cannot change: %j', (format, text, why) => {
    const refused = change(format, text);
    expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_CONFLICT' } });
    expect(!refused.ok && refused.error.message).toMatch(
      new RegExp(`^FILE is left as it is: .*(?:${why})`, 'u'),
    );
  });

  it('does not take a table in a multi-line text for one', () => {
    const text = 'note = """\n[mcp_servers.kami]\ncommand = "old"\n"""\n';
    const changed = change('toml', text);
    if (changed.ok)
      expect(parseToml(changed.value)).toMatchObject({
        note: parseToml(text)['note'],
        mcp_servers: { kami: entry },
      });
    else expect(changed.error.message).toContain('left as it is');
  });

  const names = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/u);
  const values = fc.dictionary(
    names,
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 })),
  );
  it('puts an entry into any JSON, takes it out, and changes nothing else', () => {
    fc.assert(
      fc.property(values, fc.dictionary(names, values), names, (settings, servers, name) => {
        const document = { ...settings, mcpServers: servers };
        const changed = must('json', JSON.stringify(document, undefined, 2), name);
        expect(JSON.parse(changed)).toEqual({ ...document, mcpServers: { ...servers, [name]: entry } });
        const { [name]: _taken, ...others } = servers;
        expect(JSON.parse(must('json', changed, name, true))).toEqual({ ...document, mcpServers: others });
      }),
    );
  });
});
