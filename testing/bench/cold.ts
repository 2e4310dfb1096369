/**
 * Cold start: a whole `kami run` of a JavaScript tool, from spawn to exit, against `node -e 0`. The command is installed
 * from the packed tarball and the tool beforehand; no KAMI process is there before a run or after it.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { argv, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

import { installPacked } from '../packages/install-packed.ts';
import { report } from './report.ts';

const bound = 6;
const rounds = Number(argv[2] ?? 30);
const warmUps = 3;
const tool = fileURLToPath(new URL('../../examples/json-query', import.meta.url));
const call = ['run', 'json-query', 'expression=orders[0].id', 'data:={"orders":[{"id":"a-1"}]}', '--json'];

using installed = installPacked('cli');
installed.run('kami', 'install', tool, '--yes');
const program = join(installed.package, 'dist/kami.cjs');
const samples: { baseline: number[]; kami: number[] } = { baseline: [], kami: [] };
for (let round = -warmUps; round < rounds; round += 1) {
  const baseline = timed(['-e', '0']);
  const kami = timed([program, ...call]);
  if (!kami.stdout.includes('a-1')) throw new Error(`A wrong answer: ${kami.stdout}`);
  if (round < 0) continue;
  samples.baseline.push(baseline.ms);
  samples.kami.push(kami.ms);
}
report('cold', [{ name: 'kami run, QuickJS tool / node -e 0', bound, ...samples }]);

function timed(args: readonly string[]): { ms: number; stdout: string } {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(execPath, args, { env: installed.env, encoding: 'utf8' });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`node ${args.join(' ')} exited with ${status}:\n${stderr}`);
  return { ms, stdout };
}
