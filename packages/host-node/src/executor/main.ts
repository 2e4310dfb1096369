/** The program of the executor process, which `boot` evaluates: the one file that speaks over fd 3. It runs without any permission. */
import { runInNewContext } from 'node:vm';
import { runExecutor } from '@kami/engine/executor';
import { setEngineFlag, setExecutorFlags } from './engine-flags.ts';
import { evaluateScript } from './evaluate-script.ts';
import { limitMemory } from './limit-memory.ts';
import { openPipeChannel } from './pipe-channel.ts';
import { selfTest } from './self-test.ts';

const HOST_PIPE = 3;

runExecutor({
  channel: openPipeChannel(HOST_PIPE, () => process.exit(0)),
  selfTest,
  warmUp: setExecutorFlags,
  // `performance` would be loaded for it, at the first call.
  now: () => Number(process.hrtime.bigint()) / 1e6,
  collectGarbage: createCollector(),
  code: { evaluate: evaluateScript, limitMemory },
});

/** The engine's collector, fetched when it is first used: that costs a millisecond. */
function createCollector(): () => void {
  let collect: (() => void) | undefined;
  return () => {
    collect ??= exposeCollector();
    collect();
  };
}

function exposeCollector(): () => void {
  setEngineFlag('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return isCollector(collect) ? collect : () => {};
}

function isCollector(value: unknown): value is () => void {
  return typeof value === 'function';
}
