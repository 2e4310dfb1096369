import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '@kami/registry';
import { manifestText } from './manifest-text.ts';

const read = (...lines: readonly string[]) =>
  parseManifest(manifestText({ security: ['[build]', ...lines].join('\n') }));

describe('[build]', () => {
  it('is read with every key', () => {
    const manifest = read(
      'command = "asc src/tool.ts"',
      'watch = ["src", ".", "data/words.txt"]',
      'core = "build/core.wasm"',
      'wit = "wit/tool.wit"',
      'world = "json-tool"',
      'encoding = "utf16"',
      'adapter = "minimal"',
    );
    expect(manifest.ok && manifest.value.build).toEqual({
      command: 'asc src/tool.ts',
      watch: ['src', '.', 'data/words.txt'],
      core: 'build/core.wasm',
      wit: 'wit/tool.wit',
      world: 'json-tool',
      encoding: 'utf16',
      adapter: 'minimal',
    });
  });

  it('is absent where the table is not there', () => {
    const manifest = parseManifest(manifestText());
    expect(manifest.ok && 'build' in manifest.value).toBe(false);
  });

  it.each([
    [['watch = ["src"]'], 'tool.toml:10:1: field `build.command`: is missing'],
    [['command = ""'], 'expected a text that says something'],
    [['command = "make\\nrm x"'], 'the invisible character U+000A is not allowed'],
    [['command = "make \\u202E x"'], 'the invisible character U+202E is not allowed'],
    [['command = "make"', 'watch = ["../other"]'], '".." is not allowed'],
    [['command = "make"', 'watch = ["/etc"]'], 'an absolute path is not allowed'],
    [['command = "make"', 'core = "../core.wasm"'], 'field `build.core`'],
    [['command = "make"', 'world = "tool"'], 'field `build.world`: is for a core module'],
    [['command = "make"', 'wit = "wit"'], 'field `build.wit`: is for a core module'],
    [['command = "make"', 'core = "c.wasm"', 'world = "Tool"'], 'expected the name of a world in WIT'],
    [['command = "make"', 'encoding = "utf8"'], 'field `build.encoding`: is for a core module'],
    [['command = "make"', 'core = "c.wasm"', 'encoding = "latin1"'], 'expected utf8 or utf16'],
    [['command = "make"', 'core = "c.wasm"', 'adapter = "none"'], 'expected full or minimal'],
    [['command = "make"', 'comand = "make"'], 'is unknown, did you mean command?'],
    [['command = ["make"]'], 'an array given, expected a text'],
  ])('%j is an error: %s', (lines, reason) => {
    const manifest = read(...lines);
    expect(manifest.ok ? 'accepted' : manifest.error.message).toContain(reason);
  });

  it('accepts no path that leaves the folder', () => {
    const segment = fc.constantFrom('..', '.', '', 'src', 'a b', '...', '~');
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        const path = segments.join('/');
        const manifest = read('command = "make"', `watch = [${JSON.stringify(path)}]`);
        const plain = segments.every((part) => part !== '' && !/^\.+$/u.test(part));
        expect(manifest.ok).toBe(plain || path === '.');
      }),
    );
  });
});
