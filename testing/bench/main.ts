/**
 * Runs every benchmark, one after the other, and prints one JSON line for each, last. The exit status is 1 when a bound was
 * missed. Arguments name the benchmarks to run.
 */
import { spawnSync } from 'node:child_process';
import { argv, execPath, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

const benchmarks = [
  'cold',
  'warm',
  'first-call',
  'start',
  'registry',
  'throughput',
  'kill',
  'neighbours',
  'memory',
  'host',
  'floor',
  'http',
  'walls',
  'guest',
  'serve',
];
const chosen = argv.length > 2 ? argv.slice(2) : benchmarks;
const unknown = chosen.filter((name) => !benchmarks.includes(name));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${benchmarks.join(', ')}.`);

const lines = chosen.map((name) => {
  stderr.write(`${name}\n`);
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { status, stdout: printed } = spawnSync(execPath, [file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) process.exitCode = 1;
  return printed.trim().split('\n').at(-1) ?? JSON.stringify({ benchmark: name, passed: false });
});
stdout.write(`${lines.join('\n')}\n`);
