import { once } from 'node:events';
import { constants } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { buildNativeProgram } from './native-program.ts';

const program = buildNativeProgram();
const { EINVAL, ENOENT, ENOSYS, ENOTTY, EPERM, EROFS, ESRCH } = constants.errno;

afterAll(() => program?.[Symbol.dispose]());

/** The error number of each system call that the program makes. */
async function callsBehind(filtered: boolean): Promise<Readonly<Record<string, number>>> {
  const text = await program?.start(`calls ${process.pid}`, filtered).said;
  return Object.fromEntries(
    (text ?? '')
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .map(([name = '', number]) => [name, Number(number)]),
  );
}

describe.skipIf(program === undefined)(
  'native code behind bubblewrap (skipped without bubblewrap and gcc)',
  () => {
    it('finds none of the machine’s files and processes, writes nothing, and has no rights', async () => {
      expect(await callsBehind(false)).toMatchObject({
        'read-host-file': ENOENT,
        'read-processes': ENOENT,
        'create-file': EROFS,
        'write-program': EROFS,
        'signal-host': ESRCH,
        'trace-host': ESRCH,
        'read-host-memory': ESRCH,
        'pidfd-of-host': ESRCH,
        'become-root': EINVAL,
        mount: EPERM,
        remount: EPERM,
        unmount: EPERM,
        chroot: EPERM,
        bpf: EPERM,
        // What the filter is there for.
        socket: 0,
        process: 0,
      });
    });

    it('dies with bubblewrap, whatever it does to live on', async () => {
      const started = program?.start('outlive', false);
      if (started === undefined) return;
      let alive = 0;
      for await (const part of started.pipe) {
        alive += String(part).match(/alive/gu)?.length ?? 0;
        // Five: the program itself and what it left behind.
        if (alive === 5) started.child.kill('SIGKILL');
      }
      expect(alive).toBe(5);
      if (started.child.signalCode === null) await once(started.child, 'exit');
      expect(started.child.signalCode).toBe('SIGKILL');
    });
  },
);

describe.skipIf(program === undefined)(
  'native code behind bubblewrap and the filter (skipped without bubblewrap and gcc)',
  () => {
    it('has no system call but those that computing needs', async () => {
      const { 'read-host-file': file, 'read-processes': processes, ...others } = await callsBehind(true);
      expect([file, processes]).toEqual([ENOENT, ENOENT]);
      expect(others).toMatchObject({
        'create-file': EROFS,
        'write-program': EROFS,
        'clone-namespace': EPERM,
        process: EPERM,
        'type-on-terminal': ENOTTY,
        'outlive-host': EINVAL,
        'limits-of-others': EPERM,
        'thread-id': 0,
      });
      const judged = ['create-file', 'write-program', 'clone-namespace', 'process', 'type-on-terminal'];
      const rest = Object.entries(others).filter(
        ([name]) => ![...judged, 'outlive-host', 'limits-of-others', 'thread-id'].includes(name),
      );
      expect(rest.length).toBeGreaterThan(20);
      expect(rest.filter(([, number]) => number !== ENOSYS)).toEqual([]);
    });

    it.skipIf(process.arch !== 'x64')('is killed by a call of another architecture', async () => {
      const started = program?.start('int80', true);
      if (started === undefined) return;
      expect(await started.said).toBe('');
      if (started.child.exitCode === null) await once(started.child, 'exit');
      expect(started.child.exitCode).toBe(128 + constants.signals.SIGSYS);
      expect(await program?.start('int80', false).said).toBe('alive\n');
    });
  },
);
