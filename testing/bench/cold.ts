/**
 * Cold start: a whole `kami run`, started as at a prompt, from spawn to exit, against `node -e 0`, for a tool of each kind.
 * The command is installed from the packed tarball and the tools beforehand; no KAMI process is there before a run or after it.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { argv, env, execPath } from 'node:process';

import { examplePath } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { createNewUser } from '../packages/new-user.ts';
import { servePackages } from '../packages/package-registry.ts';
import { ratio, report, type Samples } from './report.ts';

const rounds = Number(argv[2] ?? 20);
const warmUps = 3;
const text = 'text=three short words';
const cases = [
  { name: 'tiny typed component', path: guestPath('words-c'), atMost: 3, call: ['words-c', text] },
  { name: 'QuickJS', path: guestPath('words-quickjs'), atMost: 3.5, call: ['words-quickjs', text] },
  {
    name: 'StarlingMonkey',
    path: guestPath('words-starlingmonkey'),
    atMost: 5.5,
    call: ['words-starlingmonkey', text],
  },
  {
    name: 'QuickJS with SDK and zod',
    path: examplePath('json-query'),
    atMost: undefined,
    call: ['json-query', 'expression=orders[0].n', 'data:={"orders":[{"n":3}]}'],
  },
];

await using registry = await servePackages();
await using user = createNewUser(registry.npmrc);
await user.run('npm install --global @kami/cli');
const program = join(user.commandPackage, 'dist/kami.cjs');
const variables = {
  PATH: `${dirname(execPath)}${delimiter}${env['PATH'] ?? ''}`,
  HOME: user.home,
  TMPDIR: user.home,
};
for (const { path } of cases) await user.run(`kami install ${path} --yes`);
const samples = cases.map((): { baseline: number[]; kami: number[] } => ({ baseline: [], kami: [] }));
for (let round = -warmUps; round < rounds; round += 1) {
  for (const [index, { call }] of cases.entries()) {
    const baseline = timed(execPath, ['-e', '0']);
    const kami = timed(program, ['run', ...call, '--json']);
    if (!kami.stdout.includes('3')) throw new Error(`A wrong answer: ${kami.stdout}`);
    if (round < 0) continue;
    samples[index]?.baseline.push(baseline.ms);
    samples[index]?.kami.push(kami.ms);
  }
}
const none: Samples = { baseline: [], kami: [] };
report(
  'cold',
  cases.map(({ name, atMost }, index) =>
    ratio(`kami run, ${name} / node -e 0`, samples[index] ?? none, atMost),
  ),
);

function timed(file: string, args: readonly string[]): { ms: number; stdout: string } {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(file, args, { env: variables, encoding: 'utf8' });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} exited with ${status}:\n${stderr}`);
  return { ms, stdout };
}
