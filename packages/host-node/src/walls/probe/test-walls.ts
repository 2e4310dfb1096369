import type { ExecutorWall } from '../sandbox.ts';
import { ATTEMPT_NAMES, ATTEMPTS, type Attempt } from './attempts.ts';
import { attackWalls } from './attack-walls.ts';
import { openTargets } from './targets.ts';

/** What came of an attack on one wall. */
export interface WallTest {
  readonly wall: 'node-permission' | 'bubblewrap' | 'seccomp';
  /** What was tried and kept off. */
  readonly held: readonly string[];
  /** What succeeded although this wall is there to keep it off. */
  readonly broken: readonly string[];
  /** Why the wall could not be put up. */
  readonly failure?: string;
}

/** Each wall with what it keeps off by itself, and behind which walls it is attacked: without those that would help it. */
const TESTS: readonly {
  readonly wall: WallTest['wall'];
  readonly stands: ExecutorWall;
  readonly behind: readonly ExecutorWall[];
  readonly keepsOff: readonly Attempt[];
}[] = [
  {
    wall: 'node-permission',
    stands: 'process',
    behind: ['process'],
    // Node lets any process be signalled: another wall's task.
    keepsOff: ATTEMPT_NAMES.filter((name) => name !== 'signal'),
  },
  {
    wall: 'bubblewrap',
    stands: 'bubblewrap',
    behind: ['bubblewrap'],
    keepsOff: ['read', 'list', 'write', 'processes', 'signal', 'connect'],
  },
  // The filter needs bubblewrap, which installs it; bubblewrap alone lets sockets and processes be made.
  { wall: 'seccomp', stands: 'seccomp', behind: ['bubblewrap', 'seccomp'], keepsOff: ATTEMPT_NAMES },
];

/**
 * Tries to break each wall that `walls` has from inside: hostile JavaScript (`probe`) is started by the launch chain of
 * executors, once for each wall, behind that wall and without those that would help it.
 */
export async function testWalls(probe: URL, walls: readonly ExecutorWall[]): Promise<readonly WallTest[]> {
  await using watched = await openTargets();
  const results: WallTest[] = [];
  for (const { wall, stands, behind, keepsOff } of TESTS) {
    if (!walls.includes(stands)) continue;
    const outcome = await attackWalls(probe, behind, watched);
    if (outcome.state === 'not-started') {
      results.push({ wall, held: [], broken: [], failure: outcome.reason });
      continue;
    }
    const { succeeded } = outcome;
    const describe = (names: readonly Attempt[]): readonly string[] => names.map((name) => ATTEMPTS[name]);
    results.push({
      wall,
      held: describe(keepsOff.filter((name) => !succeeded.includes(name))),
      broken: describe(keepsOff.filter((name) => succeeded.includes(name))),
    });
  }
  return results;
}
