/**
 * A warm `tools/call` on stdio through the v2 client: `kami serve`, with state that no other call has touched for each
 * call, against the same function in a plain low-level server, bundled. Both servers run; rounds are taken in turns, each
 * side first in every other. Tools: `words` in C with typed exports, in QuickJS and in StarlingMonkey; and
 * `examples/json-query`, made with the SDK, whose time is mostly its own interpreted JMESPath library and schema.
 */
import { argv } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { connectModern } from '../e2e/connect-client.ts';
import { examplePath, makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { bundleServer } from './bundle-server.ts';
import { expectAnswer } from './expect-answer.ts';
import { ratio, report, type Measure } from './report.ts';

interface Pattern {
  readonly name: string;
  readonly calls: number;
  readonly pauseMs: number;
}

interface Case {
  readonly tool: string;
  readonly baseline: 'words' | 'json-query';
  readonly args: Record<string, unknown>;
  readonly answer: string;
  /** Largest ratios, where there is a bound. */
  readonly paced?: number;
  readonly backToBack?: number;
  readonly slowest?: number;
}

const rounds = Number(argv[2] ?? 5);
const warmUps = 100;
const backToBack: Pattern = { name: 'back to back', calls: 300, pauseMs: 0 };
const paced: Pattern = { name: '5 ms apart', calls: 80, pauseMs: 5 };
const words = { baseline: 'words', args: { text: 'three short words' } } as const;
const orders = Array.from({ length: 20 }, (_, id) => ({ id, total: id * 17, customer: `customer ${id}` }));
const cases: readonly Case[] = [
  { tool: 'words-c', ...words, answer: '{"result":3}', paced: 2, backToBack: 2 },
  { tool: 'words-quickjs', ...words, answer: '{"words":3}', paced: 2.5, backToBack: 4, slowest: 10 },
  { tool: 'words-starlingmonkey', ...words, answer: '{"words":3}', paced: 5 },
  {
    tool: 'json-query',
    baseline: 'json-query',
    args: { expression: 'orders[?total > `100`].{id: id, total: total} | length(@)', data: { orders } },
    answer: '{"result":14}',
  },
];

using home = makeTestHome();
for (const name of ['words-c', 'words-quickjs', 'words-starlingmonkey'] as const)
  await home.must(['install', guestPath(name), '--yes']);
await home.must(['install', examplePath('json-query'), '--yes']);
using server = await bundleServer(new URL('baseline-server.mjs', import.meta.url), home.env);
await using baseline = await connectModern(home, server.command);
await using kami = await connectModern(home);
const measures: Measure[] = [];
for (const each of cases) measures.push(...(await measure(each)));
report('warm', measures);

async function measure({ tool, baseline: name, args, answer, ...bounds }: Case): Promise<Measure[]> {
  const sides = {
    kami: async (): Promise<unknown> => expectAnswer(kami, tool, args, answer),
    baseline: async (): Promise<unknown> =>
      expectAnswer(baseline, name, args, name === 'words' ? '{"words":3}' : answer),
  };
  for (const side of [sides.baseline, sides.kami]) await time(side, { ...backToBack, calls: warmUps });
  const fast = await sample(sides, backToBack);
  const slow = await sample(sides, paced);
  return [
    ratio(`${tool}, ${backToBack.name}`, fast, bounds.backToBack),
    ratio(`${tool}, ${backToBack.name}, 99th percentile`, fast, bounds.slowest, 0.99),
    ratio(`${tool}, ${paced.name}`, slow, bounds.paced),
  ];
}

type Sides = Readonly<Record<'kami' | 'baseline', () => Promise<unknown>>>;

async function sample(sides: Sides, pattern: Pattern): Promise<Record<'kami' | 'baseline', number[]>> {
  const samples: Record<'kami' | 'baseline', number[]> = { baseline: [], kami: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['baseline', 'kami'] as const) : (['kami', 'baseline'] as const);
    for (const side of order) samples[side].push(...(await time(sides[side], pattern)));
  }
  return samples;
}

/** Milliseconds of each call, from request to result. */
async function time(run: () => Promise<unknown>, { calls, pauseMs }: Pattern): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < calls; done += 1) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
    if (pauseMs > 0) await sleep(pauseMs);
  }
  return times;
}
