/**
 * What the executor itself costs: from frame to frame of a real, bundled executor process without permissions, and no
 * host around it. Times are medians in milliseconds. `cold` is a job right after loading, as in `kami run`; `first` is the
 * first make and job of a process; the others follow on instances made ahead, as the host makes them.
 */
import { rm, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { argv, stderr, stdout } from 'node:process';

import {
  bundleExecutor,
  startExecutor,
  type ChildExecutor,
} from '../../packages/host-node/test/executor/child-executor.ts';
import { LOAD, MAKE, jobOf } from '../../packages/host-node/test/executor/orders.ts';
import { preparedForm } from '../../packages/host-node/test/executor/prepared-guest.ts';
import { examplePath } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { median, toHundredths } from './statistics.ts';

const processes = Number(argv[2] ?? 7);
const callsPerProcess = Number(argv[3] ?? 60);
/** Calls before the times count: the engine compiles hot code meanwhile. */
const warmUps = 10;
const steps = ['load', 'coldJob', 'firstMake', 'firstJob', 'make', 'job'] as const;
const orders = Array.from({ length: 20 }, (_, id) => ({ id, total: id * 17, customer: `customer ${id}` }));
const cases = [
  { tool: 'checksum', path: `${examplePath('checksum')}/dist/checksum.wasm`, args: { data: 'abc' } },
  {
    tool: 'json-query',
    path: `${examplePath('json-query')}/dist/json-query.wasm`,
    args: { expression: 'orders[?total > `100`].{id: id, total: total} | length(@)', data: { orders } },
  },
  {
    tool: 'of-record',
    path: guestPath('all-types'),
    args: { value: { 'full-name': 'Ada', age: 36, tags: ['a', 'b'], home: { x: 1, y: 2 } } },
  },
];

type Times = Record<(typeof steps)[number], number[]>;

const program = await bundleExecutor();
try {
  const results = [];
  for (const { tool, path, args } of cases) {
    const prepared = await preparedForm(new Uint8Array(await readFile(path)));
    const times: Times = { load: [], coldJob: [], firstMake: [], firstJob: [], make: [], job: [] };
    for (let run = 0; run < processes; run += 1) {
      await measureCold(prepared, tool, args, times);
      await measure(prepared, tool, args, times);
    }
    const medians = Object.fromEntries(steps.map((step) => [`${step}Ms`, toHundredths(median(times[step]))]));
    stderr.write(`${tool}: ${steps.map((step) => `${step} ${medians[`${step}Ms`]} ms`).join(', ')}\n`);
    results.push({ tool, preparedBytes: prepared.length, ...medians });
  }
  stdout.write(`${JSON.stringify({ benchmark: 'engine', node: process.version, results })}\n`);
} finally {
  await rm(dirname(program), { recursive: true });
}

async function measureCold(prepared: Uint8Array, tool: string, args: object, times: Times): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(args));
  await using executor = startExecutor(program);
  await answer(executor, 'ready');
  times.load.push(await timed(executor, 'loaded', () => executor.send('load', 0, LOAD, prepared)));
  times.coldJob.push(await timed(executor, 'result', () => executor.send('job', 0, jobOf(tool), body)));
}

async function measure(prepared: Uint8Array, tool: string, args: object, times: Times): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(args));
  await using executor = startExecutor(program);
  await answer(executor, 'ready');
  times.load.push(await timed(executor, 'loaded', () => executor.send('load', 0, LOAD, prepared)));
  for (let call = 0; call < callsPerProcess; call += 1) {
    const make = await timed(executor, 'made', () => executor.send('make', 0, MAKE));
    const job = await timed(executor, 'result', () => executor.send('job', call, jobOf(tool), body));
    if (call === 0) {
      times.firstMake.push(make);
      times.firstJob.push(job);
    } else if (call >= warmUps) {
      times.make.push(make);
      times.job.push(job);
    }
  }
}

async function timed(executor: ChildExecutor, kind: string, order: () => void): Promise<number> {
  const started = performance.now();
  order();
  await answer(executor, kind);
  return performance.now() - started;
}

async function answer(executor: ChildExecutor, kind: string): Promise<void> {
  const message = await executor.next();
  const text = `${JSON.stringify(message.header)} ${Buffer.from(message.body).toString()}`;
  const failed = kind === 'result' && !/^\{"status":"delivered"\} .*"isError":false/su.test(text);
  if (message.kind !== kind || failed) throw new Error(`${message.kind} instead of ${kind}: ${text}`);
}
