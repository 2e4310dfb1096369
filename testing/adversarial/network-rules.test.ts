import { afterAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';

const home = makeTestHome();

afterAll(() => {
  home[Symbol.dispose]();
});

/** What is wrong with each rule, in the words of the manifest's error. */
const BAD: readonly (readonly [rule: string, why: string])[] = [
  ['*', 'expected [METHODS ][scheme://]host[:port]'],
  ['*.com', 'a wildcard needs a domain of at least two labels'],
  ['*.127.0.0.1', 'a wildcard needs a domain of at least two labels'],
  ['a.*.com', 'expected [METHODS ][scheme://]host[:port]'],
  ['api.example.com/v1', 'expected [METHODS ][scheme://]host[:port]'],
  ['https://api.example.com/', 'expected [METHODS ][scheme://]host[:port]'],
  ['api.example.com:99999', 'the port must be between 1 and 65535'],
  ['api.example.com:0', 'the port must be between 1 and 65535'],
  ['u:p@api.example.com', 'expected [METHODS ][scheme://]host[:port]'],
  ['ftp://api.example.com', 'expected [METHODS ][scheme://]host[:port]'],
  ['FETCH api.example.com', 'unknown method FETCH'],
  ['10.0.0.0/8', 'expected [METHODS ][scheme://]host[:port]'],
];

describe('rules in a manifest', () => {
  it('case 49: one that means more, or nothing, is an error with line and field', async () => {
    for (const [rule, why] of BAD) {
      const table = ['max_memory_mb = 64', `net_allow_list = ["good.example.com", ${JSON.stringify(rule)}]`];
      const folder = makeToolFolder(home, 'say', table);
      const { code, stderr } = await home.run(['install', folder, '--yes']);
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(/tool\.toml:10:\d+/u);
      expect(stderr).toContain('security.net_allow_list');
      expect(stderr).toContain(why);
      const granted = await home.run(['install', makeToolFolder(home, 'say', []), '--grant', `net=${rule}`]);
      expect(granted.code, rule).toBe(2);
      expect(granted.stderr).toContain(why);
    }
    expect((await home.must(['list', '--json'])).stdout).not.toContain('"say"');
  });
});
