/** The program of the executor process: the one file that touches fd 3. It runs without any permission. */
import { Script } from 'node:vm';
import { runExecutor } from '@kami/engine/executor';
import { openPipeChannel } from './pipe-channel.ts';
import { selfTest } from './self-test.ts';

const HOST_PIPE = 3;

const hole = await selfTest();
const channel = openPipeChannel(HOST_PIPE, () => process.exit(0));
runExecutor({
  channel,
  selfTest: () => hole,
  evaluate(source, name): unknown {
    const value: unknown = new Script(source, { filename: name }).runInThisContext();
    return value;
  },
});
