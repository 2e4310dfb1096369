import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { findHostTools } from '../../src/launch/host-tools.ts';
import { createProgramFolder } from './bundle-prepare.ts';

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** Whether the process runs Node by now; before, it is the shell that sets its limits. */
function isNode(pid: string): boolean {
  return read(`/proc/${pid}/cmdline`).split('\0')[1] === '--permission';
}

describe.skipIf(findHostTools().setpriv === undefined)('the life of a prepare process', () => {
  it('is limited, and ends when its host is killed, even while it spins', async () => {
    using programs = createProgramFolder();
    const entry = programs.writeProgram('spin', 'for (;;);');
    const host = spawn(
      process.execPath,
      [fileURLToPath(new URL('host-fixture.ts', import.meta.url)), entry],
      { stdio: 'ignore' },
    );
    let pid = '';
    while (pid === '' || !isNode(pid)) {
      await setImmediate();
      pid = read(`/proc/${host.pid}/task/${host.pid}/children`).trim();
    }
    const limits = read(`/proc/${pid}/limits`);
    expect(limits).toMatch(/Max cpu time +120 /);
    expect(limits).toMatch(/Max data size +2147483648 /);
    expect(limits).toMatch(/Max file size +0 /);
    expect(read(`/proc/${pid}/status`)).toMatch(/NoNewPrivs:\t1/);
    host.kill('SIGKILL');
    await once(host, 'exit');
    while (!/^(?:|\d+ \(.*\) Z.*)$/s.test(read(`/proc/${pid}/stat`))) await setImmediate();
    expect(read(`/proc/${pid}/stat`)).toMatch(/^(?:$|\d+ \(.*\) Z)/);
  });
});
