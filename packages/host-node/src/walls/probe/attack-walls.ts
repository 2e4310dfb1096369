import { once } from 'node:events';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { keepErrorOutput } from '../../process/error-output.ts';
import { ERROR_OUTPUT_TAIL } from '../../process/executor-bounds.ts';
import type { ExecutorCommand } from '../../launch/executor-command.ts';
import { findHostTools } from '../../launch/host-tools.ts';
import { launchCommand, ZERO_PERMISSION } from '../../launch/launch-command.ts';
import { spawnProcess } from '../../launch/spawn-process.ts';
import { findSandbox, type ExecutorWall } from '../sandbox.ts';
import { parseSuccesses, type Attempt } from './attempts.ts';
import type { WatchedTargets } from './targets.ts';

/** Seconds of processor time that an attack may take. */
const ATTACK_CPU_SECONDS = 20;
/** Milliseconds that an attack may take: many times what a slow machine needs to start Node. */
const ATTACK_DEADLINE_MS = 20_000;

/** What came of an attack: what succeeded, or why the walls could not be put up. */
export type AttackOutcome =
  | { readonly state: 'attacked'; readonly succeeded: readonly Attempt[] }
  | { readonly state: 'not-started'; readonly reason: string };

/** Runs a program behind some of the walls alone, by the launch chain of executors; `process` stands for Node's permission model. */
export async function attackWalls(
  probe: URL,
  walls: readonly ExecutorWall[],
  watched: WatchedTargets,
): Promise<AttackOutcome> {
  const command = attackCommand(probe, walls);
  if (command === undefined)
    return { state: 'not-started', reason: 'this system has nothing to make it from' };
  const child = spawnProcess(command, true);
  const pipe = child.stdio[3];
  const errorOutput = child.stderr === null ? undefined : keepErrorOutput(child.stderr, ERROR_OUTPUT_TAIL);
  child.on('error', () => {
    // Reported as an attack without an answer.
  });
  if (!(pipe instanceof Socket)) return { state: 'not-started', reason: `${command.file} did not run` };
  const deadline = setTimeout(() => child.kill('SIGKILL'), ATTACK_DEADLINE_MS);
  const answer = readAll(pipe);
  pipe.write(`${JSON.stringify(watched.targets)}\n`);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  clearTimeout(deadline);
  const claimed = parseSuccesses(await answer);
  const hits = await watched.hits();
  if (claimed !== undefined) return { state: 'attacked', succeeded: [...new Set([...claimed, ...hits])] };
  const [reason = ''] = (errorOutput?.tail() ?? '').trim().split('\n', 1);
  return { state: 'not-started', reason: reason === '' ? 'it gave no answer' : reason };
}

function attackCommand(probe: URL, walls: readonly ExecutorWall[]): ExecutorCommand | undefined {
  const tools = findHostTools();
  const found = walls.includes('bubblewrap') ? findSandbox(tools) : undefined;
  if (typeof found === 'string') return undefined;
  const filter = walls.includes('seccomp') ? found?.filter : undefined;
  const command = launchCommand(tools, {
    node: process.execPath,
    entry: fileURLToPath(probe),
    cpuSeconds: ATTACK_CPU_SECONDS,
    sandbox: found === undefined ? undefined : { ...found, filter },
    nodeOptions: walls.includes('process') ? ZERO_PERMISSION : [],
  });
  return { ...command, walls, ...(filter === undefined ? {} : { filter }) };
}

/** What a pipe gave by its end; a broken one ends. */
function readAll(pipe: Socket): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = '';
  pipe
    .setEncoding('utf8')
    .on('data', (chunk: string) => {
      text = (text + chunk).slice(0, ERROR_OUTPUT_TAIL);
    })
    .on('error', () => {
      // The end follows.
    })
    .once('close', () => resolve(text));
  return promise;
}
