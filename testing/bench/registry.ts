/**
 * Installing a component of 1 MB from a folder, cold and with its digest known; `kami list` with 10,000 tools against 10;
 * a search among 10,000. Whole processes of both sides in turns.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';

import type { ToolRepository } from '../../packages/registry/src/index.ts';
import { openSqliteHome } from '../../packages/store-sqlite/src/index.ts';
import { fillCatalogue } from '../../packages/store-sqlite/test/fill-catalogue.ts';

import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { manyTools, searches } from './many-tools.ts';
import { middle, ratio, report, type Measure } from './report.ts';
import { percentile } from './statistics.ts';
import { timedCommand, type CommandTime } from './timed-command.ts';

const rounds = Number(argv[2] ?? 10);
const few = 10;
const many = 10_000;
const searchRounds = 20;

report('registry', [...installs(), ...(await lists())]);

/** A home of its own each round, made before: cold is a component that the home has never seen. */
function installs(): readonly Measure[] {
  const cold: CommandTime[] = [];
  const known: CommandTime[] = [];
  for (let round = -1; round < rounds; round += 1) {
    using home = makeTestHome();
    timedCommand(home, ['list']);
    const first = timedCommand(home, ['install', makeFolder(home, 'first'), '--yes']);
    const second = timedCommand(home, ['install', makeFolder(home, 'second'), '--yes']);
    if (round < 0) continue;
    cold.push(first);
    known.push(second);
  }
  const wall = (times: readonly CommandTime[]): readonly number[] => times.map((time) => time.wall);
  return [
    middle('install of 1 MB from a folder, cold', wall(cold), 'ms', 1500),
    middle('install of 1 MB from a folder, its digest known', wall(known), 'ms', 400),
  ];
}

function makeFolder(home: TestHome, name: string): string {
  const folder = join(home.path, '..', name);
  mkdirSync(folder);
  copyFileSync(guestPath('words-quickjs'), join(folder, 'guest.wasm'));
  const lines = [`id = "test.${name}"`, `name = "${name}"`, 'version = "1.0.0"', 'wasm = "guest.wasm"'];
  writeFileSync(join(folder, 'tool.toml'), `[tool]\n${lines.join('\n')}\n`);
  return folder;
}

async function lists(): Promise<readonly Measure[]> {
  using small = makeTestHome();
  using large = makeTestHome();
  for (const [home, count] of [
    [small, few],
    [large, many],
  ] as const)
    await withTools(home, async (tools) => {
      const tool = await tools.find({ nameOrId: 'words-c' });
      if (!tool.ok || tool.value === undefined) throw new Error('The tool is not there.');
      fillCatalogue(join(home.path, 'kami.db'), manyTools(tool.value, count - 1));
    });
  const times: { small: CommandTime[]; large: CommandTime[] } = { small: [], large: [] };
  for (let round = -2; round < rounds; round += 1) {
    const [one, other] = [timedCommand(small, ['list']), timedCommand(large, ['list'])];
    if (round < 0) continue;
    times.small.push(one);
    times.large.push(other);
  }
  const sides = (key: keyof CommandTime): Parameters<typeof ratio>[1] => ({
    baseline: times.small.map((time) => time[key]),
    kami: times.large.map((time) => time[key]),
  });
  const found = await withTools(large, searchTimes);
  return [
    ratio(`kami list, ${many} tools / ${few}`, sides('wall'), 2),
    ratio(`its processor time`, sides('processor')),
    {
      name: `search among ${many} tools, 95th percentile`,
      value: percentile(found, 0.95),
      unit: 'ms',
      atMost: 10,
      parts: { median: percentile(found, 0.5), highest: Math.max(...found), samples: found.length },
    },
  ];
}

/** Uses the catalogue of a home, which is made, with one tool, where it is not there. */
async function withTools<T>(home: TestHome, use: (tools: ToolRepository) => Promise<T>): Promise<T> {
  await home.must(['install', guestPath('words-c')]);
  const opened = await openSqliteHome(join(home.path, 'kami.db'), { writer: { kind: 'inline' } });
  if (!opened.ok) throw new Error(opened.error.message);
  await using store = opened.value;
  return await use(store.tools);
}

/** Milliseconds of each search, the first of its kind too: a page of 50, by each order in turn. */
async function searchTimes(tools: ToolRepository): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < searchRounds; round += 1)
    for (const text of searches) {
      const sort = (['name', 'installed', 'size'] as const)[round % 3] ?? 'name';
      const started = performance.now();
      const page = await tools.summaries({ text, sort, limit: 50 });
      times.push(performance.now() - started);
      if (!page.ok) throw new Error(page.error.message);
    }
  return times;
}
