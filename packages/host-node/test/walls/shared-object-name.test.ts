import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { findNodeFiles } from '../../src/walls/node-files.ts';
import { sharedObjectName } from '../../src/walls/shared-object-name.ts';

const folder = mkdtempSync(join(tmpdir(), 'kami-elf-'));
afterAll(() => rmSync(folder, { recursive: true }));

function nameOf(bytes: Uint8Array): string | undefined {
  const path = join(folder, 'library');
  writeFileSync(path, bytes);
  return sharedObjectName(path);
}

describe('sharedObjectName', () => {
  it('gives no name to what is no shared library', () => {
    expect(sharedObjectName('/no/such/file')).toBeUndefined();
    expect(nameOf(new Uint8Array(0))).toBeUndefined();
    expect(sharedObjectName(process.execPath)).toBeUndefined();
  });

  it.skipIf(process.platform !== 'linux')('reads a name past any damage without a throw', () => {
    const [library = ''] = findNodeFiles()?.libraries.values() ?? [];
    const whole = readFileSync(library);
    const name = nameOf(whole);
    expect(name).toMatch(/\.so/u);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 4, max: 1024 }), fc.integer({ min: 0, max: 255 })), {
          maxLength: 8,
        }),
        fc.integer({ min: 0, max: whole.length }),
        (changes, length) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          expect(['string', 'undefined']).toContain(typeof nameOf(bytes.subarray(0, length)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe.skipIf(process.platform !== 'linux')('findNodeFiles', () => {
  it('finds Node, and each library by the name that the loader looks for', () => {
    const files = findNodeFiles();
    expect(files?.node).toBe(process.execPath);
    for (const [name, path] of files?.libraries ?? []) expect(sharedObjectName(path)).toBe(name);
    if ((files?.libraries.size ?? 0) > 0)
      expect([...(files?.libraries.values() ?? [])]).toContain(files?.loader);
  });

  it('finds them once', () => {
    expect(findNodeFiles()).toBe(findNodeFiles());
  });
});
