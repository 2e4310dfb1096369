import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { devNull } from 'node:os';
import { openOwnFile } from '../chunks/own-file.ts';
import type { ExecutorCommand } from './executor-command.ts';

/**
 * Starts an executor with an empty environment and one duplex pipe, its descriptor 3; its standard error is piped only
 * when it is kept. bubblewrap reads the filter from a pipe of its own, which is written and closed at once: it fits what a
 * pipe holds, so that nobody waits.
 */
export function spawnProcess(command: ExecutorCommand, keepErrorOutput: boolean): ChildProcess {
  const { filter } = command;
  using files = openFiles(command);
  const child = spawn(command.file, command.args, {
    env: {},
    cwd: '/',
    stdio: [
      'ignore',
      'ignore',
      keepErrorOutput ? 'pipe' : 'ignore',
      'pipe',
      filter === undefined ? 'ignore' : 'pipe',
      ...files.inherited,
    ],
    windowsHide: true,
    // A session of its own: Ctrl-C at a terminal, which goes to all of the host's group, is the host's to deal with.
    detached: process.platform !== 'win32',
  });
  const pipe = child.stdio[4];
  if (filter !== undefined && pipe instanceof Socket) {
    pipe.on('error', () => {
      // It ended before it read the filter, and so does not start.
    });
    pipe.write(filter);
    pipe.destroy();
  }
  return child;
}

interface InheritedFiles extends Disposable {
  /** Descriptors 5 and 6 of the process: its program, and the compiled code. */
  readonly inherited: readonly number[];
}

/** A file that cannot be used is an empty one: the process then compiles, or ends without a program. */
function openFiles({ program }: ExecutorCommand): InheritedFiles {
  const inherited =
    program === undefined
      ? []
      : [
          openProgram(program.source),
          openOwnFile(program.code ?? devNull)?.descriptor ?? openSync(devNull, 'r'),
        ];
  return { inherited, [Symbol.dispose]: () => inherited.forEach((descriptor) => closeSync(descriptor)) };
}

function openProgram(path: string): number {
  try {
    return openSync(path, 'r');
  } catch {
    return openSync(devNull, 'r');
  }
}
