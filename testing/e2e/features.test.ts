import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeConformanceFolder } from './conformance-folder.ts';
import { type ConnectedFeatures, connectLegacyFeatures, connectModernFeatures } from './feature-client.ts';
import { makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
/** The smallest picture that is told by its first bytes. */
const PICTURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MANIFEST = [
  'icon = "icon.png"',
  '[[mcp.resources]]',
  'uri = "guide://conformance"',
  'name = "guide"',
  'mime_type = "text/markdown"',
  'file = "GUIDE.md"',
  '[[mcp.prompts]]',
  'name = "greet"',
  'description = "Greets somebody."',
  '[[mcp.prompts.arguments]]',
  'name = "who"',
  'required = true',
  '[[mcp.prompts.messages]]',
  'role = "assistant"',
  'text = "Hello {{who}}!"',
];

beforeAll(async () => {
  const files = { 'GUIDE.md': '# How to\n', 'icon.png': PICTURE };
  await home.must(['install', makeConformanceFolder(home, MANIFEST, files), '--yes']);
  // One of its resources never ends: the deadline is what its test waits for.
  await home.must([
    'install',
    makeToolFolder(home, 'bad-features', ['max_execution_ms = 1000'], { id: 'local.bad-features' }),
    '--yes',
  ]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe.each([
  ['legacy', connectLegacyFeatures, -32_002],
  ['modern', connectModernFeatures, -32_602],
] as const)('a client of the %s era', (era, connect, notFound) => {
  let connected: ConnectedFeatures;
  beforeAll(async () => {
    connected = await connect(home);
  });
  afterAll(async () => connected[Symbol.asyncDispose]());

  it('lists what tools, manifests and KAMI have, and goes on after a page', async () => {
    const { client } = connected;
    const first = await client.listResources();
    const uris = first.resources.map(({ uri }) => uri);
    expect(uris[0]).toBe('kami://tools');
    expect(uris).toContain('bad://p0');
    // The current client gathers all pages itself.
    expect(first.nextCursor === undefined).toBe(era === 'modern');
    const all = [...uris];
    for (let cursor = first.nextCursor; cursor !== undefined;) {
      const page = await client.listResources({ cursor });
      all.push(...page.resources.map(({ uri }) => uri));
      cursor = page.nextCursor;
    }
    expect(all.filter((uri) => uri.startsWith('bad:'))).toHaveLength(32);
    // It may answer for what it listed at install, and for no other URI outside of its template.
    expect(all.filter((uri) => uri.startsWith('other:'))).toHaveLength(16);
    expect(all.slice(-6)).toEqual([
      'guide://conformance',
      'test://static-text',
      'test://static-binary',
      'test://watched-resource',
      'test://template/1/data',
      'test://template/2/data',
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'bad://{name}',
      'kami://tools/{id}',
      'test://template/{id}/data',
    ]);
    if (era === 'modern') expect(first).toMatchObject({ ttlMs: 5000, cacheScope: 'private' });
    await expect(client.listResources({ cursor: 'no-such' })).rejects.toMatchObject({ code: -32_602 });
  });

  it('reads text, bytes, what a template names, and files of a manifest', async () => {
    const read = async (uri: string): Promise<unknown> =>
      (await connected.client.readResource({ uri })).contents;
    expect(await read('test://static-text')).toEqual([
      {
        uri: 'test://static-text',
        mimeType: 'text/plain',
        text: 'This is the content of the static text resource.',
      },
    ]);
    expect(await read('test://static-binary')).toMatchObject([{ mimeType: 'image/png', blob: /^iVBOR/ }]);
    expect(await read('test://template/123/data')).toMatchObject([
      { text: '{"id":"123","templateTest":true,"data":"Data for ID: 123"}' },
    ]);
    expect(await read('guide://conformance')).toEqual([
      { uri: 'guide://conformance', mimeType: 'text/markdown', text: '# How to\n' },
    ]);
  });

  it.each([
    'test://nothing',
    'test://template/missing/data',
    'kami://tools/dev.example.nothing',
    'bad://none',
  ])('gets the code of its era for %s, with the URI', async (uri) => {
    await expect(connected.client.readResource({ uri })).rejects.toMatchObject({
      code: notFound,
      data: { uri },
    });
  });

  it('gets an error for a resource that is too large, traps, never ends or is malformed, and goes on', async () => {
    const { client } = connected;
    for (const [name, code] of [
      ['huge', 'KAMI_OUTPUT_TOO_LARGE'],
      ['trap', 'KAMI_TOOL_TRAPPED'],
      ['loop', 'KAMI_DEADLINE_EXCEEDED'],
      ['control', 'KAMI_TOOL_RESULT_INVALID'],
    ] as const)
      await expect(client.readResource({ uri: `bad://${name}` })).rejects.toMatchObject({
        code: -32_603,
        message: expect.stringContaining(code) as string,
      });
    expect(await client.readResource({ uri: 'bad://fine' })).toMatchObject({ contents: [{ text: 'here' }] });
  });

  it('reads of KAMI what tools there are and what they may do', async () => {
    const read = async (uri: string): Promise<Record<string, unknown>> => {
      const [content] = (await connected.client.readResource({ uri })).contents;
      return JSON.parse(content !== undefined && 'text' in content ? content.text : '') as Record<
        string,
        unknown
      >;
    };
    const tools = await read('kami://tools');
    expect(tools['tools']).toContainEqual({
      id: 'test.guests.conformance',
      name: 'test',
      version: '1.0.0',
      uri: 'kami://tools/test.guests.conformance',
    });
    const tool = await read('kami://tools/test.guests.conformance');
    expect(tool).toMatchObject({ granted: [], denied: [], name: 'test' });
    expect(tool['proven']).toContain('cannot reach the network');
    expect(JSON.stringify(tool)).not.toContain(home.path);
  });

  it('lists prompts and fills them in', async () => {
    const { client } = connected;
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual([
      'bad-features_huge',
      'bad-features_role',
      'test_greet',
      'test_input_required_result_prompt',
      'test_prompt_with_arguments',
      'test_prompt_with_embedded_resource',
      'test_prompt_with_image',
      'test_simple_prompt',
    ]);
    expect(await client.getPrompt({ name: 'test_greet', arguments: { who: '{{who}} & co' } })).toMatchObject({
      description: 'Greets somebody.',
      messages: [{ role: 'assistant', content: { type: 'text', text: 'Hello {{who}} & co!' } }],
    });
    const embedding = { name: 'test_prompt_with_embedded_resource', arguments: { resourceUri: 'test://x' } };
    expect(await client.getPrompt(embedding)).toMatchObject({
      messages: [
        {
          role: 'user',
          content: { type: 'resource', resource: { uri: 'test://x', mimeType: 'text/plain' } },
        },
        { role: 'user', content: { type: 'text', text: 'Please process the embedded resource above.' } },
      ],
    });
    expect(await client.getPrompt({ name: 'test_prompt_with_image' })).toMatchObject({
      messages: [{ content: { type: 'image', mimeType: 'image/png' } }, { content: { type: 'text' } }],
    });
  });

  it.each([
    [{ name: 'test_nothing' }, 'KAMI_PROMPT_UNKNOWN'],
    [{ name: 'test_greet' }, 'it needs the argument who'],
    [{ name: 'test_greet', arguments: { who: 'a', and: 'b' } }, 'it has no argument \\"and\\"'],
    [{ name: 'test_prompt_with_arguments', arguments: { arg1: 'bad', arg2: '' } }, '/arg1: is bad'],
  ])('gets invalid parameters for %j', async (params, why) => {
    await expect(connected.client.getPrompt(params)).rejects.toMatchObject({
      code: -32_602,
      message: expect.stringContaining(JSON.parse(`"${why}"`) as string) as string,
    });
  });

  it('gets an error for a prompt of an unknown role', async () => {
    await expect(connected.client.getPrompt({ name: 'bad-features_role' })).rejects.toMatchObject({
      message: expect.stringContaining('KAMI_TOOL_TRAPPED') as string,
    });
  });

  it('completes arguments of prompts and of templates', async () => {
    const { client } = connected;
    const of = async (ref: object, name: string, value: string): Promise<unknown> =>
      (await client.complete({ ref: ref as never, argument: { name, value } })).completion;
    const prompt = { type: 'ref/prompt', name: 'test_prompt_with_arguments' };
    expect(await of(prompt, 'arg1', 'par')).toMatchObject({
      values: ['paris', 'park', 'party'],
      hasMore: false,
    });
    expect(await of(prompt, 'arg2', 'par')).toMatchObject({ values: [] });
    const template = { type: 'ref/resource', uri: 'test://template/{id}/data' };
    expect(await of(template, 'id', '12')).toMatchObject({ values: ['12', '123'] });
    const own = { type: 'ref/resource', uri: 'kami://tools/{id}' };
    expect(await of(own, 'id', 'test.')).toMatchObject({ values: ['test.guests.conformance'] });
    await expect(of(prompt, 'arg3', '')).rejects.toMatchObject({ code: -32_602 });
    await expect(of({ type: 'ref/prompt', name: 'no' }, 'a', '')).rejects.toMatchObject({ code: -32_602 });
  });

  it('hears of an update of a resource that it asked about, and of no other tool’s', async () => {
    await using connected = await connect(home);
    const update = (): Promise<unknown> =>
      connected.client.callTool({ name: 'test_trigger_resource_update' });
    expect(await connected.updateAfter('test://watched-resource', update)).toBe('test://watched-resource');
  });

  it('hears that resources changed when a tool is removed, and when a component says so', async () => {
    await using connected = await connect(home);
    await connected.listChangeAfter(() => connected.client.readResource({ uri: 'bad://flood' }));
    await home.must(['install', guestPath('echo'), '--yes']);
    await connected.listChangeAfter(() => home.must(['remove', 'echo']));
  });

  it('gets log lines of the level it asked for, with their data', async () => {
    await using connected = await connect(home);
    expect(await connected.logOf('debug', 'test_logging_tool')).toEqual([
      { level: 'debug', logger: 'test_logging_tool', data: 'debugging' },
      {
        level: 'info',
        logger: 'test_logging_tool',
        data: { message: 'informing', data: { of: 'something' } },
      },
      { level: 'error', logger: 'test_logging_tool', data: 'failing' },
    ]);
    expect(await connected.logOf('error', 'test_logging_tool')).toHaveLength(1);
  });

  it('gets content of every kind, an icon, titles and schemas', async () => {
    const { client } = connected;
    const { tools } = await client.listTools();
    expect(tools).toContainEqual(
      expect.objectContaining({
        name: 'test_simple_text',
        title: 'Simple text',
        icons: [{ src: 'data:image/png;base64,iVBORw0KGgo=', mimeType: 'image/png' }],
        annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
      }),
    );
    const contentOf = async (name: string): Promise<unknown> =>
      ((await client.callTool({ name })) as { content: unknown }).content;
    expect(await contentOf('test_simple_text')).toEqual([
      { type: 'text', text: 'This is a simple text response for testing.' },
    ]);
    expect(await contentOf('test_image_content')).toMatchObject([{ type: 'image', mimeType: 'image/png' }]);
    expect(await contentOf('test_audio_content')).toMatchObject([{ type: 'audio', mimeType: 'audio/wav' }]);
    expect(await contentOf('test_embedded_resource')).toMatchObject([
      { type: 'resource', resource: { uri: 'test://embedded-resource', mimeType: 'text/plain' } },
    ]);
    expect(await contentOf('test_resource_link')).toMatchObject([
      {
        type: 'resource_link',
        uri: 'test://static-text',
        annotations: { audience: ['user'], priority: 0.5 },
      },
    ]);
    expect(await contentOf('test_multiple_content_types')).toMatchObject([
      { type: 'text' },
      { type: 'image' },
      { type: 'resource' },
    ]);
    expect(await client.callTool({ name: 'test_error_handling' })).toMatchObject({
      isError: true,
      content: [{ text: 'This tool intentionally returns an error for testing' }],
    });
    expect(await client.callTool({ name: 'test_structured_content' })).toMatchObject({
      structuredContent: { answer: 42 },
      content: [{ type: 'text', text: '{"answer":42}' }],
    });
  });
});
