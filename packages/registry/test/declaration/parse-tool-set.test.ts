import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DECLARED_TOOLS, parseToolSet, toolFieldError } from '@kami/registry';
import { MAX_MANIFEST_BYTES } from '@kami/types';

const anyGrant = (): undefined => undefined;
const parse = (text: string) => parseToolSet({ file: 'kami.toml', text }, anyGrant);
const tool = (...lines: readonly string[]): string =>
  ['[[tools]]', 'name = "notes"', 'source = "./notes"', ...lines].join('\n');

describe('parseToolSet', () => {
  it('reads tools with everything that may be said of them', () => {
    const digest = 'a'.repeat(64);
    const text = tool(
      'version = "1.2.0"',
      `digest = "sha256:${digest}"`,
      'grants = ["env=LANG", "net=a.example"]',
    );
    expect(parse(text)).toEqual({
      ok: true,
      value: {
        declaresTools: true,
        tools: [
          {
            name: 'notes',
            source: './notes',
            version: '1.2.0',
            digest,
            grants: ['env=LANG', 'net=a.example'],
          },
        ],
      },
    });
  });

  it('tells an empty file from one that wants no tools', () => {
    expect(parse('')).toEqual({ ok: true, value: { tools: [], declaresTools: false } });
    expect(parse('tools = []')).toEqual({ ok: true, value: { tools: [], declaresTools: true } });
  });

  it.each([
    ['nonsense', 1, '', 'not valid TOML'],
    ['tool = 1', 1, 'tool', 'did you mean tools'],
    ['tools = 3', 1, 'tools', 'expected an array'],
    ['[tools.notes]\nsource = "x"', 1, 'tools', 'a table given, expected an array'],
    ['[[tools]]\nsource = "x"', 1, 'tools[0].name', 'is missing'],
    ['[[tools]]\nname = "a"', 1, 'tools[0].source', 'is missing'],
    [tool('grant = []'), 4, 'tools[0].grant', 'did you mean grants'],
    [tool('version = "1"'), 4, 'tools[0].version', 'semantic versioning'],
    [tool(`digest = "${'a'.repeat(64)}"`), 4, 'tools[0].digest', 'sha256:'],
    [tool('grants = "env=A"'), 4, 'tools[0].grants', 'expected an array'],
    [tool('grants = [', '"env=A",', '"env=A"]'), 6, 'tools[0].grants[1]', 'there twice'],
    [tool('grants = [3]'), 4, 'tools[0].grants[0]', 'expected a text'],
    [`${tool()}\n${tool()}`, 5, 'tools[1].name', 'there twice'],
    ['[[tools]]\nname = "a"\nsource = "x\\u0000"', 3, 'tools[0].source', 'without control characters'],
    ['[[tools]]\nname = "A"\nsource = "x"', 2, 'tools[0].name', 'lower-case'],
    ['__proto__ = 1', 1, '__proto__', 'is unknown'],
  ])('names the place of what is wrong in %j', (text, line, field, words) => {
    const read = parse(text);
    if (read.ok) throw new Error('it was taken');
    expect(read.error).toMatchObject({ code: 'KAMI_MANIFEST_INVALID', data: { line, field } });
    expect(read.error.message).toMatch(/^kami\.toml:\d+:\d+: /u);
    expect(read.error.message).toContain(words);
  });

  it('says why a grant is refused, in the words of its rule', () => {
    const read = parseToolSet(
      { file: 'team.toml', text: tool('grants = ["x=y"]') },
      () => 'expected env=KEY',
    );
    expect(read).toMatchObject({
      ok: false,
      error: { message: 'team.toml:4:11: field `tools[0].grants[0]`: "x=y" given, expected env=KEY' },
    });
  });

  it('refuses a huge text before it is parsed, and more tools than the bound', () => {
    const huge = parse('#'.repeat(MAX_MANIFEST_BYTES + 1));
    expect(huge).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('expected at most') as string },
    });
    const many = Array.from({ length: MAX_DECLARED_TOOLS + 1 }, () => '{}').join(',');
    expect(parse(`tools = [${many}]`)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(`at most ${MAX_DECLARED_TOOLS} tables`) as string },
    });
    expect(parse(`tools = ${'['.repeat(20_000)}`)).toMatchObject({ ok: false });
  });

  it('answers every text without throwing', () => {
    const tables = ['[[tools]]', '[tools]', 'name = ', 'source = ', 'grants = ', '__proto__'];
    const signs = ['"', "'''", '\n', '{', '}', '[', ']', '=', '.', '#', '\\', 'a', '\0', '1', '\ud800'];
    const pieces = fc.constantFrom(...tables, ...signs);
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        for (const text of [parts.join(''), tool(parts.join(''))]) {
          const read = parse(text);
          if (!read.ok) expect(read.error.code).toBe('KAMI_MANIFEST_INVALID');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('toolFieldError', () => {
  it('stands at the field, or at the tool that lacks it', () => {
    const source = { file: 'kami.toml', text: tool('grants = ["env=A"]') };
    expect(toolFieldError(source, 0, ['grants', 0], 'no').message).toBe(
      'kami.toml:4:11: field `tools[0].grants[0]`: no',
    );
    expect(toolFieldError(source, 0, ['version'], 'no').data).toMatchObject({ line: 1 });
  });
});
