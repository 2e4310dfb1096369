import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  attackWalls,
  executorCommand,
  openTargets,
  type WatchedTargets,
} from '../../packages/host-node/src/process/index.ts';
import { kamiProgram } from '../e2e/kami.ts';

/** Hostile JavaScript in the executor's place, as it is published. */
const probe = new URL('wall-probe.cjs', pathToFileURL(kamiProgram));
const everything = ['read', 'list', 'write', 'processes', 'signal', 'connect', 'listen', 'spawn'];
const withoutBubblewrap = !executorCommand({ entry: probe }).walls.includes('seccomp');

let targets: WatchedTargets;
beforeAll(async () => {
  targets = await openTargets();
});
afterAll(async () => {
  await targets[Symbol.asyncDispose]();
});

describe('hostile JavaScript in the place of the executor', () => {
  it('behind no wall gets at everything, so that what follows can fail', async () => {
    expect(await attackWalls(probe, [], targets)).toEqual({ state: 'attacked', succeeded: everything });
  });

  it('behind the process alone can signal processes of its user, and nothing else', async () => {
    expect(await attackWalls(probe, ['process'], targets)).toEqual({
      state: 'attacked',
      succeeded: ['signal'],
    });
  });
});

describe.skipIf(withoutBubblewrap)(
  'hostile JavaScript behind bubblewrap (skipped without: apt-get install bubblewrap)',
  () => {
    it('gets at nothing behind the walls of an executor', async () => {
      const { walls } = executorCommand({ entry: probe });
      expect(walls).toEqual(['process', 'bubblewrap', 'seccomp']);
      expect(await attackWalls(probe, walls, targets)).toEqual({ state: 'attacked', succeeded: [] });
    });

    it('past Node’s permission model gets at nothing of the machine', async () => {
      expect(await attackWalls(probe, ['bubblewrap'], targets)).toEqual({
        state: 'attacked',
        // A socket in a network of its own, and processes that end with the sandbox.
        succeeded: ['listen', 'spawn'],
      });
    });

    it('past Node’s permission model gets at nothing at all, with the filter', async () => {
      expect(await attackWalls(probe, ['bubblewrap', 'seccomp'], targets)).toEqual({
        state: 'attacked',
        succeeded: [],
      });
    });
  },
);
