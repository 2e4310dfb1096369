/**
 * What the guest SDK promises: from `kami init` to the first answer in a client (a new user with the packed packages, npm's
 * cache as it is), the time of a build and of one with nothing to do, the size of the hello tool, and what a call of it
 * takes over one of an empty component, in the same server, in turns.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';

import { connectModern } from '../e2e/connect-client.ts';
import { guestPath } from '../guests/index.ts';
import { createNewUser } from '../packages/new-user.ts';
import { servePackages } from '../packages/package-registry.ts';
import { expectAnswer } from './expect-answer.ts';
import { middle, report, type Measure } from './report.ts';
import { median } from './statistics.ts';

const rounds = Number(argv[2] ?? 5);
const calls = 300;
const warmUps = 300;

await using registry = await servePackages();
await using user = createNewUser(registry.npmrc);
await user.run('npm install --global @kami/cli');
const serve = { command: 'kami', args: ['serve'], env: { ...user.env } };

const first = await timed(async () => {
  await user.run('kami init hello && cd hello && npm install && kami build && kami install .');
  await using client = await connectModern(user, serve);
  await expectAnswer(client, 'hello', { name: 'Ada' }, 'Hello, Ada!');
});
const packages = await timed(async () => {
  await user.run('rm -rf node_modules && npm install');
});
const full: number[] = [];
const unchanged: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  full.push(await timed(async () => void (await user.run('kami build --force'))));
  unchanged.push(await timed(async () => void (await user.run('kami build'))));
}
const size = statSync(join(user.folder, 'dist', 'hello.wasm')).size / 1e6;
report('guest', [
  {
    name: 'from kami init to the first answer in a client',
    value: first,
    unit: 'ms',
    atMost: 60_000,
    parts: { packagesMs: packages },
  },
  middle('kami build', full, 'ms', 2000),
  middle('kami build, nothing changed', unchanged, 'ms', 300),
  { name: 'hello tool', value: size, unit: 'MB', atMost: 1.3 },
  await overhead(),
]);

/** The hello tool's call less an empty component's, in one server. */
async function overhead(): Promise<Measure> {
  await user.run(`kami install ${guestPath('echo')} --yes`);
  await using client = await connectModern(user, serve);
  const sides = {
    empty: async (): Promise<void> => expectAnswer(client, 'echo', { name: 'Ada' }, '{"name":"Ada"}'),
    hello: async (): Promise<void> => expectAnswer(client, 'hello', { name: 'Ada' }, 'Hello, Ada!'),
  };
  const samples: Record<keyof typeof sides, number[]> = { empty: [], hello: [] };
  for (let round = -1; round < rounds; round += 1)
    for (const side of ['empty', 'hello'] as const)
      for (let done = 0; done < (round < 0 ? warmUps : calls); done += 1) {
        const taken = await timed(sides[side]);
        if (round >= 0) samples[side].push(taken);
      }
  const [emptyMs, helloMs] = [median(samples.empty), median(samples.hello)];
  return {
    name: 'a call of the hello tool over one of an empty component',
    value: helloMs - emptyMs,
    unit: 'ms',
    atMost: 0.3,
    parts: { emptyMs, helloMs },
  };
}

async function timed(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
