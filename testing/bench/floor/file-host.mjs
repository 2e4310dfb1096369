/**
 * A hop and the six system calls that open, read and close a file of 4 KB without ever following a link, in a loop: the
 * walk opens the name without following it, looks at what it is, opens that for reading and closes both. No guest, no
 * policy. Arguments: the folder with a file `small`, the program of the other process, the number of loops. Prints the
 * median in microseconds.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';

const [, , folder, program, loops] = process.argv;
const O_PATH = 0o10000000;
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = fs.constants;
const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
const child = spawn(process.execPath, [program], { stdio });
const pipe = child.stdio[3];
const root = fs.openSync(folder, O_RDONLY | O_DIRECTORY);
const head = Buffer.alloc(80);
const content = Buffer.alloc(65_536);
const times = [];
let started = performance.now();
pipe.on('data', () => {
  times.push(performance.now() - started);
  if (times.length > Number(loops)) {
    const sorted = times.slice(1).toSorted((a, b) => a - b);
    process.stdout.write(`${Math.round((sorted[sorted.length >> 1] ?? 0) * 1000)}\n`);
    child.kill('SIGKILL');
    return;
  }
  started = performance.now();
  answer();
});
pipe.write(head);

function answer() {
  const place = fs.openSync(`/proc/self/fd/${root}/small`, O_PATH | O_NOFOLLOW);
  fs.fstatSync(place);
  const file = fs.openSync(`/proc/self/fd/${place}`, O_RDONLY);
  fs.closeSync(place);
  const length = fs.readSync(file, content, 0, 4096, 0);
  fs.closeSync(file);
  pipe.cork();
  pipe.write(head);
  pipe.write(Buffer.from(content.subarray(0, length)));
  pipe.uncork();
}
