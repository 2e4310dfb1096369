import { describe, expect, it } from 'vitest';
import { detectWalls } from '@kami/host-node/process';
import { launchCommand } from '../../src/launch/launch-command.ts';

const settings = {
  node: '/n/node',
  entry: '/k/executor.js',
  cpuSeconds: 10,
  sandbox: undefined,
  nodeOptions: ['--permission'],
};
const none = { shell: undefined, setpriv: undefined, nice: undefined, bwrap: undefined };

describe('launchCommand', () => {
  it('starts Node without any permission when the host has no tools', () => {
    expect(launchCommand(none, settings)).toEqual({
      file: '/n/node',
      args: ['--permission', '/k/executor.js'],
    });
  });
  it('sets limits in a shell, then the death signal', () => {
    expect(
      launchCommand(
        { shell: '/bin/sh', setpriv: '/bin/setpriv', nice: '/bin/nice', bwrap: undefined },
        settings,
      ),
    ).toEqual({
      file: '/bin/sh',
      args: [
        '-c',
        'unset PWD OLDPWD SHLVL; ulimit -c 0; ulimit -f 0; ulimit -t 15; ulimit -S -t 10; exec "$@"',
        'sh',
        '/bin/setpriv',
        '--no-new-privs',
        '--pdeathsig',
        'KILL',
        '/n/node',
        '--permission',
        '/k/executor.js',
      ],
    });
  });
});

describe('detectWalls', () => {
  it('says which walls stand, and what would build the others', () => {
    for (const wall of [...detectWalls('auto', none), ...detectWalls('process'), ...detectWalls()])
      expect(wall.stands || wall.remedy !== undefined).toBe(true);
    expect(
      detectWalls('auto', none)
        .filter((wall) => wall.stands)
        .map((wall) => wall.name),
    ).toEqual(['process', 'node-permission', 'memory-watch', 'low-priority']);
  });
});
