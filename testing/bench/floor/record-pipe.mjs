/** Loaded before the command: keeps, byte for byte, what it sends to its executor in the file `BENCH_PIPE`. */
import childProcess from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { spawn } = childProcess;
childProcess.spawn = function recorded(...args) {
  const child = spawn.apply(this, args);
  const pipe = child.stdio?.[3];
  if (pipe !== undefined && pipe !== null) {
    const write = pipe.write.bind(pipe);
    pipe.write = (bytes, ...rest) => {
      appendFileSync(process.env.BENCH_PIPE, bytes);
      return write(bytes, ...rest);
    };
  }
  return child;
};
syncBuiltinESMExports();
