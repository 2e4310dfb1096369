import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createStackMapper, sourceMapPath } from '../../src/building/map-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'kami-map-'));
const path = join(folder, 'dist', 'tool.wasm.map');
mkdirSync(join(folder, 'dist'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In its second line, from the first column on: line 7, column 11 of the source. */
const MAP = { version: 3, sources: ['../src/tool.ts'], names: [], mappings: ';AAMU' };
const STACK = '    at greet (/bundle.js:2:6630)\n    at next (native)\n    at run (/bundle.js:1:3)\n';

function mapped(map: unknown, text = STACK): string {
  writeFileSync(path, typeof map === 'string' ? map : JSON.stringify(map));
  return createStackMapper(path, folder)(text);
}

describe('createStackMapper', () => {
  it('puts places of the author’s files in, and leaves what was made of nothing', () => {
    expect(mapped(MAP)).toBe(
      '    at greet (src/tool.ts:7:11)\n    at next (native)\n    at run (/bundle.js:1:3)\n',
    );
  });

  it('does so in every form of a place', () => {
    expect(mapped(MAP, 'at greet (bundle.js:2:1)')).toBe('at greet (src/tool.ts:7:11)');
    expect(mapped(MAP, 'greet@./bundle.js:2:1')).toBe('greet@src/tool.ts:7:11');
    expect(mapped(MAP, 'twice bundle.js:2:1 bundle.js:2:9')).toBe('twice src/tool.ts:7:11 src/tool.ts:7:11');
    expect(mapped(MAP, 'my-bundle.json:2:1')).toBe('my-bundle.json:2:1');
  });

  it('goes by the root of the sources, and shows what lies elsewhere whole', () => {
    expect(mapped({ ...MAP, sources: ['tool.ts'], sourceRoot: '../src' })).toContain('(src/tool.ts:7:11)');
    expect(mapped({ ...MAP, sources: ['/elsewhere/a.ts'] })).toContain('(/elsewhere/a.ts:7:11)');
  });

  it('leaves a place whose source has a path that would fill the memory', () => {
    expect(mapped({ ...MAP, sources: ['a'.repeat(2_000_000)] })).toBe(STACK);
  });

  it.each(['', 'no JSON', 'null', '{}', '{"version":3,"sources":[],"mappings":7}', '[1]'])(
    'leaves a text as it is where the map is %j',
    (map) => expect(mapped(map)).toBe(STACK),
  );

  it('leaves a text as it is where there is no map', () => {
    expect(createStackMapper(join(folder, 'none.map'))(STACK)).toBe(STACK);
  });
});

describe('sourceMapPath', () => {
  it.each([
    ['/a/tool.wasm', 'tool.wasm', '/a/tool.wasm.map'],
    ['/a', 'dist/tool.wasm', '/a/dist/tool.wasm.map'],
    ['/a/tool.toml', 'dist/tool.wasm', '/a/dist/tool.wasm.map'],
  ])('of %s with %s is %s', (tool, wasm, expected) => expect(sourceMapPath(tool, wasm)).toBe(expected));
});
