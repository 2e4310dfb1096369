/**
 * The least a host can do for one call: starts the executor, sends what the real host sent, prints that the answer came.
 * No registry, no policy, no limits, no events. Arguments: the recorded bytes, the executor's program, the answer.
 */
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');

const [, , recorded, program, answer] = process.argv;
const stdio = ['ignore', 'ignore', 'ignore', 'pipe'];
const child = spawn(process.execPath, ['--permission', program], { env: {}, cwd: '/', stdio });
const pipe = child.stdio[3];
pipe.write(readFileSync(recorded));
let received = '';
pipe.on('data', (bytes) => {
  received += bytes.toString('latin1');
  if (!received.includes(answer)) return;
  process.stdout.write(`${answer}\n`);
  process.exit();
});
