/**
 * Components built by the guest SDK: size, and the times that depend on it. Arguments are names of examples; without
 * any, all that `kami-guest build` makes. Prints a Markdown table; times are medians in milliseconds, on a stub host.
 */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';

import {
  fixturePath,
  loadEntry,
  type LoadedComponent,
} from '../../packages/guest/test/component/load-component.ts';
import { createStubHost } from '../../packages/guest/test/component/stub-host.ts';
import { examplePath } from '../e2e/kami.ts';
import { median, toHundredths } from './statistics.ts';

const rounds = 40;
const warmUps = 10;
const smallest = fixturePath('smallest');
const names = globSync('*', { cwd: examplePath('') }).filter((name) => existsSync(entryOf(name)));
const chosen = argv.length > 2 ? argv.slice(2) : names.toSorted();

stdout.write('| tool | MB | instantiate, ms | first call, ms |\n|---|---|---|---|\n');
if (argv.length === 2) await measure('(no library at all)', smallest);
for (const name of chosen) await measure(name, entryOf(name));

async function measure(name: string, entry: string): Promise<void> {
  const component = await loadEntry(entry);
  try {
    const { instantiate, call } = timeInstances(component);
    const megabytes = component.built.size / 1e6;
    const columns = [megabytes, median(instantiate), median(call)].map(toHundredths);
    stdout.write(`| ${name} | ${columns.join(' | ')} |\n`);
  } finally {
    await component.close();
  }
}

/** A first call is refused for its empty arguments or runs: either way it goes through the schema. */
function timeInstances(component: LoadedComponent): { instantiate: number[]; call: number[] } {
  const samples: { instantiate: number[]; call: number[] } = { instantiate: [], call: [] };
  for (let round = -warmUps; round < rounds; round += 1) {
    const { imports } = createStubHost();
    const started = performance.now();
    const instance = component.instantiate(imports);
    const made = performance.now();
    callFirst(instance);
    const ended = performance.now();
    if (round < 0) continue;
    samples.instantiate.push(made - started);
    samples.call.push(ended - made);
  }
  return samples;
}

function callFirst(instance: ReturnType<LoadedComponent['instantiate']>): void {
  const [first] = instance.describe();
  try {
    instance.call(first?.name ?? '', '{}');
  } catch (error) {
    if (!(error instanceof Error && 'payload' in error)) throw error;
  }
}

function entryOf(name: string): string {
  return join(examplePath(name), 'src/tool.ts');
}
