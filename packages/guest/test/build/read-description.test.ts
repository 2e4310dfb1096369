import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatBuildFailure } from '../../src/build/build-result.ts';
import { readDescription } from '../../src/build/read-description.ts';
import type { BuildResult } from '../../src/build/build-result.ts';
import type { EntryDescription } from '../../src/describe/describe-entry.ts';

const TOOL = `import { defineTool } from '@kami/guest';
const schema = () => ({ type: 'object' });
const input = { '~standard': { version: 1, vendor: 'fixture', validate: (value) => ({ value }), jsonSchema: { input: schema, output: schema } } };
export const tool = defineTool({ name: 'hello', description: 'Greets.', input, run: () => 'hi' });
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kami-guest-'));
});
afterAll(() => rm(folder, { recursive: true }));
const read = async (code: string): Promise<BuildResult<EntryDescription>> => {
  const path = join(folder, 'tool.ts');
  await writeFile(path, code);
  return readDescription(path);
};

describe('readDescription', () => {
  it('takes what is defined, whatever is printed while it is loaded', async () => {
    const noisy = await read(`${TOOL}process.stdout.write('loaded');console.log('a library');`);
    expect(noisy).toMatchObject({ value: { asked: { net: [] } } });
    expect(await read(TOOL)).toEqual(noisy);
  });

  it('refuses what is printed after the description, and what is none', async () => {
    const failure = { ok: false, error: { stage: 'evaluate' } };
    expect(await read(`${TOOL}process.on('exit', () => process.stdout.write('later'));`)).toMatchObject(
      failure,
    );
    expect(await read("process.stdout.write('null');process.exit(0);")).toMatchObject(failure);
  });

  it('shows no control characters of what the entry module throws', async () => {
    const thrown = await read("throw new Error('\\x1b[2Jgone\\nline\\x9b1m');");
    expect(thrown.ok ? '' : formatBuildFailure(thrown.error)).toMatch(
      /tool\.ts:1:\d+: \ufffd\[2Jgone\nline\ufffd1m$/,
    );
  });
});
