/** The program of the executor process: the one file that touches fd 3. It runs without any permission. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runExecutor } from '@kami/engine/executor';
import { detach } from '@kami/types';
import { setExecutorFlags } from './engine-flags.ts';
import { evaluateScript } from './evaluate-script.ts';
import { limitMemory } from './limit-memory.ts';
import { openPipeChannel } from './pipe-channel.ts';
import { selfTest } from './self-test.ts';

const HOST_PIPE = 3;

detach(serve());

async function serve(): Promise<void> {
  setExecutorFlags();
  const hole = await selfTest();
  const channel = openPipeChannel(HOST_PIPE, () => process.exit(0));
  runExecutor({
    channel,
    selfTest: () => hole,
    collectGarbage: createCollector(),
    code: { evaluate: evaluateScript, limitMemory },
  });
}

/** The engine's collector, fetched when it is first used: that costs a millisecond. */
function createCollector(): () => void {
  let collect: (() => void) | undefined;
  return () => {
    collect ??= exposeCollector();
    collect();
  };
}

function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return isCollector(collect) ? collect : () => {};
}

function isCollector(value: unknown): value is () => void {
  return typeof value === 'function';
}
