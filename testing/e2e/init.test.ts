import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';

import { kamiProgram, makeTestHome } from './kami.ts';
import { answerOnTerminal } from './terminal.ts';

const home = makeTestHome();
const at = (name: string): string => join(home.path, '..', name);

afterAll(() => {
  home[Symbol.dispose]();
});

describe('kami init', () => {
  it('begins a tool in TypeScript and says what to type next', async () => {
    const { stderr } = await home.must(['init', at('hello')]);
    expect(stderr).toContain('in TypeScript');
    expect(stderr).toContain('Its id is local.hello');
    expect(stderr).toMatch(
      /Next:\n {2}cd .*hello\n {2}npm install\n {2}kami build\n {2}kami run \. name=Ada\n {2}kami dev\n/u,
    );
    const read = (name: string) => readFileSync(join(at('hello'), name), 'utf8');
    expect(read('package.json')).toMatch(/"@kami\/guest": "\^\d+\.\d+\.\d+"/u);
    expect(read('.gitignore')).toContain('.kami/');
    expect((await home.run(['init', at('hello')])).stderr).toContain('is there and not empty');
  });

  it('suggests a name, lists languages, and refuses one that it does not know', async () => {
    const { code, stderr } = await home.run(['init', at('My Tool')]);
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr).toContain(`Try: kami init ${at('my-tool')}`);
    expect((await home.must(['init', '--list'])).stdout).toMatch(/^ts +TypeScript +ready$/mu);
    expect((await home.run(['init', at('x'), '--lang', 'cobol'])).code).toBe(2);
    expect((await home.run(['init'])).stderr).toContain('A new tool needs a name.');
    expect(existsSync(at('x'))).toBe(false);
  });

  it('asks a person for the language', async () => {
    const answers = [{ after: 'Language [1]:', type: '2\r' }];
    const { shown, code } = await answerOnTerminal(
      [execPath, kamiProgram, 'init', at('asked')],
      home.env,
      answers,
    );
    expect({ shown, code }).toMatchObject({ code: 0 });
    expect(existsSync(join(at('asked'), 'src/tool.js'))).toBe(true);
  });
});
