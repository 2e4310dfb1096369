import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readItems } from '../../scripts/reference/sdk-items.ts';
import { aboutAmbient, writeAmbientPage } from '../../scripts/reference/write-ambient-page.ts';
import { writePage } from '../../scripts/reference/write-page.ts';

let folder: string;
let entry: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-reference-'));
  entry = join(folder, 'index.ts');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the reference of the SDK', () => {
  it('has declarations with their comments, and links to what they mention', async () => {
    writeFileSync(entry, "export { open } from './open.ts';\n");
    writeFileSync(
      join(folder, 'open.ts'),
      '/** How. */\ninterface Options {\n  /** Bytes. */\n  size?: number;\n}\n/** Opens, by {@link Options}. */\nexport const open = (options: Options): void => { console.log(options); };\n',
    );
    const page = { name: 'open', title: 'Opening', entry: 'sdk', items: readItems(entry) };
    expect(await writePage(page, [page])).toContain(
      [
        '## open\n',
        'Opens, by [`Options`](#options).\n',
        '```ts\nconst open: (options: Options) => void;\n```\n',
        'Mentions [`Options`](#options).\n',
        '## Parts\n',
        'Declarations that those above mention, and that are not exported.\n',
        '### Options\n',
        'How.\n',
        '```ts\ninterface Options {\n  /** Bytes. */\n  size?: number;\n}\n```\n',
      ].join('\n'),
    );
  });

  it('is not written where an export has no doc comment', () => {
    writeFileSync(entry, 'export const one: number = 1;\n');
    expect(() => readItems(entry)).toThrow('one is exported without a doc comment');
  });

  it('has declarations that nothing is imported from as they are, below what their first comment says', () => {
    const source = '/**\n * The globals\n * of a tool.\n */\ndeclare global {}\n';
    const page = writeAmbientPage({ name: 'globals', title: 'Globals', entry: 'sdk/globals', source });
    expect(page).toContain(
      '# Globals\n\n`sdk/globals`\n\nThe globals\nof a tool.\n\n```ts\ndeclare global {}\n```\n',
    );
    expect(aboutAmbient('export {};\n')).toBe('');
  });
});
