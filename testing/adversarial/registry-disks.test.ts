import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { runOnMount } from './mounted-home.ts';

const home = makeTestHome();
const small = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
  small[Symbol.dispose]();
});

describe('a disk that takes nothing', () => {
  it(
    'case 93: on a full disk an installation is rolled back with a clear error, and works when there is room',
    { timeout: 120_000 },
    () => {
      const install = ['install', guestPath('say')];
      const [first, , halfFull, list, verified, files, , full, stillThere, , again, after] = runOnMount(
        small,
        'small',
        [
          ['install', guestPath('echo')],
          // Room for the database's shared memory and for the component, not for its prepared form.
          'cat /dev/zero >fill; truncate -s -49152 fill',
          install,
          ['list', '--json'],
          ['verify', 'store', '--json'],
          'find store tmp -name "*.tmp"',
          'cat /dev/zero >fill2',
          ['remove', 'echo'],
          ['list', '--json'],
          'rm fill fill2',
          install,
          ['verify', 'store', '--json'],
        ],
      );
      expect(first?.code, first?.stderr).toBe(0);
      expect(halfFull?.code, halfFull?.stderr).toBe(5);
      expect(halfFull?.stderr).toMatch(/the disk is full/u);
      expect(list?.stdout).toContain('"echo"');
      expect(list?.stdout).not.toContain('"say"');
      expect(verified, verified?.stdout).toMatchObject({ code: 0 });
      expect(files?.stdout).toBe('');
      expect(full?.code, full?.stderr).toBe(5);
      expect(full?.stderr).toMatch(/the disk is full/u);
      expect(stillThere?.stdout, stillThere?.stderr).toContain('"echo"');
      expect(again?.code, again?.stderr).toBe(0);
      expect(after, after?.stdout).toMatchObject({ code: 0 });
    },
  );

  it(
    'case 94: in a home that cannot be written, what reads works, and what writes says so',
    { timeout: 120_000 },
    () => {
      const reads = [
        ['list'],
        ['inspect', 'echo'],
        ['log'],
        ['config'],
        ['verify', 'store'],
        ['gc', '--dry-run'],
      ];
      const writes = [
        ['install', guestPath('say')],
        ['remove', 'echo'],
        ['backup', `${home.path}/b.tar`],
      ];
      const ended = runOnMount(home, 'readOnly', [...reads, ...writes]);
      reads.forEach((args, index) => {
        expect(ended[index]?.code, `${args.join(' ')}: ${ended[index]?.stderr}`).toBe(0);
      });
      expect(ended[0]?.stdout).toContain('echo');
      writes.forEach((args, index) => {
        const { code, stderr } = ended[reads.length + index] ?? {};
        expect(code, `${args.join(' ')}: ${stderr}`).toBe(5);
        expect(stderr).toMatch(/read-only|cannot be opened|cannot be written/u);
        expect(stderr).not.toMatch(/\n\s+at /u);
      });
    },
  );
});
