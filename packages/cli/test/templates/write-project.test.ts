import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseManifest } from '@kami/registry';
import { afterAll, describe, expect, it } from 'vitest';
import { LANGUAGE_NAMES } from '../../src/templates/language.ts';
import { writeProject } from '../../src/templates/write-project.ts';

const base = mkdtempSync(join(tmpdir(), 'kami-init-'));
const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const filling = { name: 'word-count', id: 'local.word-count', version: '1.2.3' };
const own = join(base, 'template');

function template(files: Readonly<Record<string, string>>): string {
  rmSync(own, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), text);
  }
  return own;
}

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('writeProject', () => {
  it('fills in contents and names of files', () => {
    const folder = join(base, 'filled');
    const from = template({
      'src/__NAME_SNAKE__.txt': '__NAME__ __ID__ __NAME_SNAKE__ __KAMI_VERSION__ __NAME__',
      _gitignore: 'dist/',
      '_package.json': '{}',
    });
    expect(writeProject(from, folder, filling)).toEqual({
      ok: true,
      value: ['.gitignore', 'package.json', 'src/word_count.txt'],
    });
    expect(readFileSync(join(folder, 'src/word_count.txt'), 'utf8')).toBe(
      'word-count local.word-count word_count 1.2.3 word-count',
    );
  });

  it('takes an empty folder, and makes those above it', () => {
    mkdirSync(join(base, 'empty'));
    expect(writeProject(template({ a: '' }), join(base, 'empty'), filling).ok).toBe(true);
    expect(writeProject(template({ a: '' }), join(base, 'deep/er'), filling).ok).toBe(true);
  });

  it('refuses a folder with anything in it, and a file', () => {
    const taken = join(base, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'mine'), 'mine');
    const refused = (folder: string) => {
      const written = writeProject(template({ mine: 'theirs' }), folder, filling);
      return written.ok ? '' : written.error.message;
    };
    expect(refused(taken)).toContain('is there and not empty');
    expect(refused(join(taken, 'mine'))).toContain('what is there is not a folder');
    expect(readFileSync(join(taken, 'mine'), 'utf8')).toBe('mine');
  });

  it('leaves nothing behind where it fails', () => {
    const parent = join(base, 'parent');
    mkdirSync(parent);
    expect(writeProject(join(base, 'no-template'), join(parent, 'a'), filling).ok).toBe(false);
    expect(readdirSync(parent)).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('says where it may not write', () => {
    const closed = join(base, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const written = writeProject(template({ a: '' }), join(closed, 'a'), filling);
    expect(written.ok ? '' : written.error.message).toContain('may not write into');
  });
});

describe.each(LANGUAGE_NAMES)('the template %s', (language) => {
  const folder = join(base, `of-${language}`);
  const written = writeProject(join(templates, language), folder, filling);

  it('leaves no placeholder, and has a manifest that says how it is built', () => {
    if (!written.ok) throw new Error(written.error.message);
    const texts = written.value.map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`);
    // `__VA_ARGS__` is C's own.
    expect(texts.filter((text) => /__(?!VA_ARGS__)[A-Z_]+__/u.test(text))).toEqual([]);
    const manifest = parseManifest(readFileSync(join(folder, 'tool.toml'), 'utf8'));
    expect(manifest.ok && manifest.value).toMatchObject({
      id: 'local.word-count',
      name: 'word-count',
      build: { command: expect.any(String) as string },
    });
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toContain('dist/');
  });
});
