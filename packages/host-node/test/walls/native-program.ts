import { execFileSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findHostTools } from '../../src/launch/host-tools.ts';
import { launchCommand } from '../../src/launch/launch-command.ts';
import { spawnProcess } from '../../src/launch/spawn-process.ts';
import { findSandbox } from '../../src/walls/sandbox.ts';

/** A program in C, built for the test, that runs in the place of Node. */
export interface NativeProgram extends Disposable {
  /** Starts it behind bubblewrap and gives it an order; with the filter or without it. */
  start(order: string, filtered: boolean): Started;
}

/** A program that was started. */
export interface Started {
  readonly child: ChildProcess;
  readonly pipe: Socket;
  /** All that it says until its pipe is closed. */
  readonly said: Promise<string>;
}

/** Builds the program. Nothing where there is no C compiler with a static library, or no bubblewrap. */
export function buildNativeProgram(): NativeProgram | undefined {
  const tools = findHostTools();
  const sandbox = findSandbox(tools);
  if (typeof sandbox === 'string') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'kami-native-'));
  const node = join(folder, 'native-code');
  const source = fileURLToPath(new URL('native-code.c', import.meta.url));
  try {
    execFileSync('cc', ['-static', '-O1', '-o', node, source], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    start(order, filtered) {
      const filter = filtered ? sandbox.filter : undefined;
      const files = { node, loader: undefined, libraries: new Map<string, string>() };
      const settings = { node, entry: source, cpuSeconds: 10, nodeOptions: [] };
      const command = launchCommand(tools, { ...settings, sandbox: { ...sandbox, files, filter } });
      const child = spawnProcess(
        { ...command, walls: ['bubblewrap'], ...(filter === undefined ? {} : { filter }) },
        false,
      );
      const pipe = child.stdio[3];
      if (!(pipe instanceof Socket)) throw new Error('the program was not started');
      pipe.write(`${order}\n`);
      return { child, pipe, said: readToEnd(pipe) };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

function readToEnd(pipe: Socket): Promise<string> {
  let text = '';
  const { promise, resolve } = Promise.withResolvers<string>();
  pipe
    .setEncoding('utf8')
    .on('data', (part: string) => (text += part))
    .on('error', () => {})
    .once('close', () => resolve(text));
  return promise;
}
