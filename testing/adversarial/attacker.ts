/**
 * Swaps an entry of a folder for a link, and back, as fast as it can:
 *
 *     node attacker.ts FOLDER NAME TARGET
 *
 * It prints `ready` after the first thousand swaps, and at the end of its input how many there were. The
 * entry stands at its name in the end.
 */
import { renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdin, stdout } from 'node:process';

const [folder = '', name = '', target = ''] = argv.slice(2);
const [entry, away, link] = [name, `${name}-away`, `${name}-link`].map((part) => join(folder, part)) as [
  string,
  string,
  string,
];
symlinkSync(target, link);

let swaps = 0;
let ended = false;
stdin.on('end', () => (ended = true)).resume();

function swapMany(): void {
  for (let round = 0; round < 1000; round += 1) {
    renameSync(entry, away);
    renameSync(link, entry);
    renameSync(entry, link);
    renameSync(away, entry);
  }
  if (swaps === 0) stdout.write('ready\n');
  swaps += 1000;
  if (ended) stdout.write(`${swaps}\n`);
  else setImmediate(swapMany);
}

swapMany();
