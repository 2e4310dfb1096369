import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { beginProject } from './built-template.ts';
import { installed } from './toolchain.ts';

const home = makeTestHome();
afterAll(() => {
  home[Symbol.dispose]();
});

describe('the template of a language', () => {
  it.each(installed)('builds, answers and refuses: %s', { timeout: 60_000 }, async (language) => {
    const project = await beginProject(home, language, join(home.path, '..', 'project', language));
    const built = await project.kami('build', '--json');
    expect(built.code, built.stderr).toBe(0);
    expect(JSON.parse(built.stdout)).toMatchObject({ imports: [] });
    expect(await project.kami('run', '.', 'name=Ada Łovelace 😀')).toMatchObject({
      code: 0,
      stdout: '{"result":"Hello, Ada Łovelace 😀!"}\n',
    });
    const refused = await project.kami('run', '.', 'name=');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('The name is empty: whom shall I greet?');
  });
});
