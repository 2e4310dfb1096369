import type { ToolManifest } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { combineFeatures, manifestFiles, MAX_ICON_BYTES, readIcon } from '../../src/index.ts';
import { fakeTool } from '../support/fixtures.ts';

const NOTHING = { resources: [], templates: [], prompts: [] };
const manifest = (more: Partial<ToolManifest>): ToolManifest => ({ ...fakeTool().manifest, ...more });
const file = (uri: string, path: string) => ({ uri, name: 'f', source: { file: path } });
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('manifestFiles', () => {
  it('names each file once', () => {
    const resources = [file('a:1', 'a'), file('a:2', 'a'), { uri: 'a:3', name: 't', source: { text: '' } }];
    expect(manifestFiles(manifest({ resources, icon: 'b' }))).toEqual(['a', 'b']);
    expect(manifestFiles(manifest({}))).toEqual([]);
  });
});

describe('combineFeatures', () => {
  it('is nothing for a tool of functions alone', () => {
    expect(combineFeatures(manifest({}), [], NOTHING, new Map())).toEqual({ ok: true, value: undefined });
  });

  it('takes files in as text or bytes', () => {
    const resources = [file('a:1', 't'), file('a:2', 'b'), file('a:3', 'n')];
    const files = new Map([
      ['t', new TextEncoder().encode('\uFEFFé')],
      ['b', bytes(0xff, 0)],
      ['n', bytes(65, 0)],
    ]);
    expect(combineFeatures(manifest({ resources }), ['completion'], NOTHING, files)).toMatchObject({
      ok: true,
      value: {
        exports: ['completion'],
        resources: [
          { uri: 'a:1', size: 5, body: { text: '\uFEFFé' } },
          { uri: 'a:2', size: 2, body: { blob: '/wA=' } },
          { uri: 'a:3', size: 2, body: { blob: 'QQA=' } },
        ],
      },
    });
  });

  it('refuses what both have, and files that are not there', () => {
    const resources = [{ uri: 'a:1', name: 'a', source: { text: '' } }];
    const prompts = [{ name: 'p', arguments: [], messages: [] }];
    const described = {
      ...NOTHING,
      resources: [{ uri: 'a:1', name: 'a' }],
      prompts: [{ name: 'p', arguments: [] }],
    };
    for (const more of [{ resources }, { prompts }, { resources: [file('a:9', 'x')] }, { icon: 'x' }])
      expect(combineFeatures(manifest(more), [], described, new Map())).toMatchObject({
        ok: false,
        error: { code: 'KAMI_MANIFEST_INVALID' },
      });
  });
});

describe('readIcon', () => {
  it.each([
    ['image/png', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['image/jpeg', bytes(0xff, 0xd8, 0xff, 0xe0)],
    ['image/webp', new TextEncoder().encode('RIFF....WEBP')],
  ])('takes %s by its first bytes', (mimeType, picture) => {
    expect(readIcon('i', picture)).toMatchObject({
      ok: true,
      value: { mimeType, src: expect.stringMatching(`^data:${mimeType};base64,`) as string },
    });
  });

  it('refuses scripts in pictures, and large ones', () => {
    expect(readIcon('i', new TextEncoder().encode('<svg onload="x"/>')).ok).toBe(false);
    const large = new Uint8Array(MAX_ICON_BYTES + 1);
    large.set(bytes(0xff, 0xd8, 0xff));
    expect(readIcon('i', large).ok).toBe(false);
  });
});
