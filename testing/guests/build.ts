/** Builds the guests of the tests into `testing/guests/dist`, each only when its inputs changed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { argv, execPath, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

import { followRecipe } from './build/follow-recipe.ts';
import { inputDigest, isUpToDate, writeStamp } from './build/stamp.ts';
import { type GuestName, guestPath, guests } from './index.ts';

const names = Object.keys(guests).filter((name): name is GuestName => Object.hasOwn(guests, name));
const wanted = argv.slice(2);
const stale = names
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .filter((name) => !isUpToDate(name, inputDigest(name)));
mkdirSync(new URL('dist/', import.meta.url), { recursive: true });

const apart = stale.filter((name) => stale.length > 1 && guests[name].endsWith('starlingmonkey'));
const here = stale.filter((name) => !apart.includes(name));
const others = apart.map((name) => buildInOwnProcess(name));
for (const name of here) await build(name);
await Promise.all(others);

async function build(name: GuestName): Promise<void> {
  const started = performance.now();
  try {
    const digest = inputDigest(name);
    const component = await followRecipe(name, guests[name]);
    if (component === undefined) {
      stdout.write(`left out ${name}.wasm: its compiler is not on this machine\n`);
      return;
    }
    const unfinished = `${guestPath(name)}.${process.pid}`;
    writeFileSync(unfinished, component);
    renameSync(unfinished, guestPath(name));
    writeStamp(name, digest);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    stdout.write(`built ${name}.wasm, ${component.length} bytes (${seconds} s)\n`);
  } catch (error) {
    stderr.write(`testing/guests/${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** A second process, because the compilers block the thread they run on. */
async function buildInOwnProcess(name: GuestName): Promise<void> {
  const child = spawn(execPath, [fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
  await once(child, 'exit');
  if (child.exitCode !== 0) process.exitCode = 1;
}
