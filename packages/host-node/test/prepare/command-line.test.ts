import { dirname } from 'node:path';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

import { prepareCommandLine } from '../../src/prepare/command-line.ts';
import { findReadRoots } from '../../src/prepare/read-roots.ts';
import { createProgramFolder } from './bundle-prepare.ts';

const LAUNCH = { node: '/n/node', entry: '/k/prepare.js', readRoots: ['/k', '/m'], cpuSeconds: 9 };
const NODE = ['--permission', '--allow-fs-read=/k', '--allow-fs-read=/m'];

describe('prepareCommandLine', () => {
  it('builds every wall that there are tools for', () => {
    const { file, args } = prepareCommandLine(
      { shell: '/sh', setpriv: '/setpriv', nice: '/nice', bwrap: undefined },
      LAUNCH,
    );
    expect(file).toBe('/sh');
    expect(args[1]).toMatch(/^unset PWD .*ulimit -t 9; ulimit -d \d+; exec "\$@"$/);
    expect(args.slice(3)).toEqual([
      '/setpriv',
      '--no-new-privs',
      '--pdeathsig',
      'KILL',
      '/nice',
      '-n',
      '10',
      '/n/node',
      ...NODE,
      expect.stringMatching(/^--max-old-space-size=/),
      '/k/prepare.js',
    ]);
  });

  it('starts Node without permissions where there are none', () => {
    const { file, args } = prepareCommandLine(
      { shell: undefined, setpriv: undefined, nice: undefined, bwrap: undefined },
      LAUNCH,
    );
    expect(file).toBe('/n/node');
    expect(args.slice(0, 3)).toEqual(NODE);
  });
});

describe('findReadRoots', () => {
  it('finds the program and the transpiler, and nothing above the workspace', () => {
    using programs = createProgramFolder();
    const entry = realpathSync(programs.writeProgram('empty', ''));
    const roots = findReadRoots(entry);
    const transpiler = realpathSync(
      createRequire(entry).resolve('@bytecodealliance/jco-transpile/component'),
    );
    expect(roots[0]).toBe(dirname(entry));
    expect(roots.some((root) => transpiler.startsWith(`${root}/`))).toBe(true);
    expect(roots.slice(1).every((root) => root.endsWith('/node_modules'))).toBe(true);
  });
});
