import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { searchedChildren, workingProcess } from '../../src/walls/working-process.ts';

/** A process with one child, which has one child, which says its id. */
function family(): ReturnType<typeof spawn> {
  return spawn('sh', ['-c', `sh -c 'sh -c "echo \\$\\$; read line"; true'; true`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

describe.skipIf(process.platform !== 'linux')('workingProcess', () => {
  it('finds the child of the only child', async () => {
    const top = family();
    if (top.stdout === null || top.stdin === null || top.pid === undefined)
      throw new Error('sh did not start');
    const [line] = (await once(top.stdout, 'data')) as [Buffer];
    expect(workingProcess(top.pid)).toBe(Number(line.toString()));
    const [child = 0] = searchedChildren(top.pid);
    expect(searchedChildren(child)).toEqual([Number(line.toString())]);
    top.stdin.end('\n');
    await once(top, 'exit');
    expect(workingProcess(top.pid)).toBeUndefined();
  });

  it('finds nothing where there is none', () => {
    expect(workingProcess(2 ** 22 + 1)).toBeUndefined();
    expect(searchedChildren(2 ** 22 + 1)).toEqual([]);
  });
});
