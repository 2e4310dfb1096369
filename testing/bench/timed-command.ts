import { spawnSync } from 'node:child_process';
import { execPath } from 'node:process';

import { kamiProgram, type TestHome } from '../e2e/kami.ts';

/** What a whole process took, in milliseconds. */
export interface CommandTime {
  /** From spawn to exit. */
  readonly wall: number;
  /** Processor time of the process, its threads included and its children not: other work on the machine changes it less. */
  readonly processor: number;
}

const tellUsage = `data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';process.on('exit',()=>{const{user,system}=process.cpuUsage();writeSync(3,String(user+system))})",
)}`;

/** Runs `kami ARGS` to its end, which must be a good one. */
export function timedCommand(home: TestHome, args: readonly string[]): CommandTime {
  const started = performance.now();
  const { status, stderr, output } = spawnSync(execPath, ['--import', tellUsage, kamiProgram, ...args], {
    env: home.env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const wall = performance.now() - started;
  if (status !== 0) throw new Error(`kami ${args.join(' ')} exited with ${status}:\n${stderr}`);
  return { wall, processor: Number(output[3]) / 1000 };
}
