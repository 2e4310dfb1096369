import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/index.ts';

const HEAD = [
  '[tool]',
  'id = "dev.example.a"',
  'name = "a"',
  'version = "1.0.0"',
  'wasm = "a.wasm"',
  '[mcp]',
];
const manifest = (...lines: string[]): string => [...HEAD, ...lines].join('\n');
const PROMPT = ['[[mcp.prompts]]', 'name = "p"'];

describe('what a manifest has for clients', () => {
  it('is read', () => {
    const parsed = parseManifest(
      manifest(
        'icon = "pictures/icon.png"',
        '[[mcp.resources]]',
        'uri = "guide://a"',
        'name = "guide"',
        'mime_type = "text/markdown; charset=utf-8"',
        'file = "docs/GUIDE.md"',
        '[[mcp.resources]]',
        'uri = "guide://b"',
        'name = "b"',
        'text = ""',
        ...PROMPT,
        'title = "P"',
        '[[mcp.prompts.arguments]]',
        'name = "who"',
        'required = true',
        '[[mcp.prompts.messages]]',
        'text = "Hello {{who}}, { } {who}"',
      ),
    );
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        icon: 'pictures/icon.png',
        resources: [
          {
            uri: 'guide://a',
            name: 'guide',
            mimeType: 'text/markdown; charset=utf-8',
            source: { file: 'docs/GUIDE.md' },
          },
          { uri: 'guide://b', name: 'b', source: { text: '' } },
        ],
        prompts: [
          {
            name: 'p',
            title: 'P',
            arguments: [{ name: 'who', required: true }],
            messages: [{ role: 'user', text: 'Hello {{who}}, { } {who}' }],
          },
        ],
      },
    });
  });

  it('is absent where nothing is said', () => {
    const parsed = parseManifest(manifest());
    expect(parsed.ok && Object.keys(parsed.value)).not.toContain('resources');
    expect(parsed.ok && Object.keys(parsed.value)).not.toContain('prompts');
  });

  it.each([
    [['[[mcp.resources]]', 'uri = "kami://tools"', 'name = "a"', 'text = ""'], 8, "KAMI's own"],
    [['[[mcp.resources]]', 'uri = "no scheme"', 'name = "a"', 'text = ""'], 8, 'absolute URI'],
    [['[[mcp.resources]]', 'uri = "a:\\u0007"', 'name = "a"', 'text = ""'], 8, 'printable ASCII'],
    [['[[mcp.resources]]', 'uri = "a:b"', 'name = "a"'], 7, 'either text'],
    [['[[mcp.resources]]', 'uri = "a:b"', 'name = "a"', 'text = ""', 'file = "b"'], 7, 'either text'],
    [['[[mcp.resources]]', 'uri = "a:b"', 'name = "a"', 'file = "../b"'], 10, '".." is not allowed'],
    [['[[mcp.resources]]', 'uri = "a:b"', 'name = "a"', 'text = ""', 'mime_type = "x"'], 11, 'media type'],
    [['icon = "/etc/passwd"'], 7, 'absolute path'],
    [PROMPT, 7, 'at least one [[mcp.prompts.messages]]'],
    [[...PROMPT, '[[mcp.prompts.messages]]', 'text = "{{who}}"'], 10, 'names no argument'],
    [[...PROMPT, '[[mcp.prompts.messages]]', 'text = "{{ who }}"'], 10, '{{name}}'],
    [
      [...PROMPT, '[[mcp.prompts.messages]]', 'role = "system"', 'text = "a"'],
      10,
      'expected user, assistant',
    ],
    [[...PROMPT, '[[mcp.prompts.messages]]', 'text = "a\\u202e"'], 10, 'U+202E'],
  ])('is refused by place: %j', (lines, line, why) => {
    expect(parseManifest(manifest(...lines))).toMatchObject({
      ok: false,
      error: {
        code: 'KAMI_MANIFEST_INVALID',
        data: { line },
        message: expect.stringContaining(why) as string,
      },
    });
  });

  it.each(['uri', 'name'])('has each %s once', (key) => {
    const twice =
      key === 'uri'
        ? ['[[mcp.resources]]', 'uri = "a:b"', 'name = "a"', 'text = ""']
        : [...PROMPT, '[[mcp.prompts.messages]]', 'text = "a"'];
    expect(parseManifest(manifest(...twice, ...twice))).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('is there twice') as string },
    });
  });
});
