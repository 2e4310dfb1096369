/**
 * Many kills of commands that change a home, `pnpm test:kills [N] [--seed S]`: after none of them is a row bad, a grant
 * lost, or a stored file half there. Prints one JSON line, last; the exit status is 1 when something was wrong, and the
 * seed with which the same kills are drawn is in it.
 */
import { argv, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';

import { createChance } from '../fuzz/chance.ts';
import { makeGoldenHome } from './golden-home.ts';
import { killCommands } from './kill-commands.ts';

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  options: { seed: { type: 'string' } },
  allowPositionals: true,
});
const kills = Number(positionals[0] ?? 200);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed))
  throw new Error('expected: test:kills [N] [--seed S], both whole numbers');
const chance = createChance(seed);
using golden = await makeGoldenHome();
const { killed, bad } = await killCommands(
  golden,
  kills,
  () => chance.below(2 ** 20) / 2 ** 20,
  (kill, what, problems) => {
    stderr.write(`${kill + 1}/${kills}: ${[what, ...problems].join('\n  ')}\n`);
  },
);
stdout.write(`${JSON.stringify({ kills, seed, killed, bad: bad.length })}\n`);
if (bad.length > 0) process.exitCode = 1;
