/**
 * A hostile executor against the real host side: `node testing/fuzz/main.ts [SECONDS] [--seed N]`. Each case is a call of an
 * installed tool whose process speaks the pipe as it likes. The host may neither crash, nor grow, nor grant, and it ends
 * whoever breaks a rule. The seed of each case is that of the first plus its number: a failure says how to see it again.
 */
import { join } from 'node:path';
import { argv, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { createWatchdog } from '../../packages/host-node/src/process/index.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { setCanaries } from './canaries.ts';
import { grown, leastOf, measureHolding, type Holding } from './growth.ts';
import { createFrameFeeder, type FrameFeeder } from './feed-frames.ts';
import type { HostileCase } from './hostile-action.ts';
import { type FuzzedHost, openFuzzedHost } from './hostile-host.ts';
import { makeHostileProgram } from './hostile-program.ts';
import { judgeCall, unrecordedFaults } from './judge-call.ts';
import { makeCase } from './make-case.ts';
import { recordCorpus } from './record-corpus.ts';
import { tryStart } from './try-start.ts';

/** The tool whose executor is hostile: a small one, since each violation costs a process. */
const TOOL = 'fs-probe';
/** The tool whose calls are recorded: it makes host calls of every kind. */
const RECORDED = 'host-steps';
/** Longest time of a call: one that stalls is killed then. */
const CALL_MS = 500;
/** Calls at the same time. */
const LANES = 2;
/** Cases before the first reading: caches, pools and compiled code come to their size. */
const WARM_UP = 400;
const READ_EVERY = 200;
/** Every seed is fed to the host's side of a pipe; each of these is also a case of a real process, */
const PROCESS_EVERY = 10;
/** and each of these of a process that breaks a rule before it serves. */
const START_EVERY = 200;
/** How often the canaries are looked at while frames are fed. */
const CHECK_EVERY = 5;

const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { seed: { type: 'string' } },
});
const seconds = Number(positionals[0] ?? 300);
const firstSeed = Number(values.seed ?? Date.now() % 2 ** 31) >>> 0;
stdout.write(`fuzz:frames for ${seconds} s, --seed ${firstSeed}\n`);

const defects: string[] = [];
using home = makeTestHome();
const root = join(home.path, '..');
await using canaries = await setCanaries(root);
const asks = ['fs_access = "sandbox"', `net_allow_list = ["GET ${canaries.targets.granted}"]`];
const grants = [
  `fs=work=${canaries.work}:rw`,
  `fs=lent=${canaries.lent}`,
  `net=GET ${canaries.targets.granted}`,
];
const granting = grants.flatMap((grant) => ['--grant', grant]);
for (const name of [TOOL, RECORDED] as const)
  await home.must(['install', makeToolFolder(home, name, asks), ...granting]);
const corpus = await recordCorpus(home, RECORDED, canaries.targets.granted);
const entry = makeHostileProgram(join(root, 'hostile'));
await using watchdog = createWatchdog(new URL('watchdog.js', entry), 'at-once');
canaries.touched();
const material = { targets: canaries.targets, corpus };
const codes = new Map<string, number>();
const readings: Holding[] = [];
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    defects.push(`${event}: ${String(error)}`);
    stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
const until = performance.now() + seconds * 1000;
const faults: string[] = [];
let count = 0;
{
  await using host = await openFuzzedHost(home, TOOL, entry);
  await using feeder = createFrameFeeder(host.tool, join(root, 'hostile'));
  const lane = async (): Promise<void> => {
    while (defects.length === 0 && (count === 0 || performance.now() < until)) {
      const number = count++;
      const seed = (firstSeed + number) >>> 0;
      await feedCase(feeder, seed);
      if (seed % PROCESS_EVERY === 0 || seconds === 0) await tryCase(host, seed);
      if (seed % START_EVERY === 0 || seconds === 0) await tryHostileStart(seed);
      if (number >= WARM_UP && number % READ_EVERY === 0) readings.push(measureHolding());
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
defects.push(...(await unrecordedFaults(home, faults)));
const half = Math.floor(readings.length / 2);
if (half > 0) defects.push(...grown(leastOf(readings.slice(0, half)), leastOf(readings.slice(half))));
for (const defect of defects) stderr.write(`${defect}\n`);
const passed = defects.length === 0;
stdout.write(
  `${JSON.stringify({ fuzz: 'frames', seed: firstSeed, seconds, cases: count, codes: Object.fromEntries(codes), last: readings.at(-1), passed })}\n`,
);
process.exitCode = passed ? 0 : 1;

async function feedCase(feeder: FrameFeeder, seed: number): Promise<void> {
  const hostile = makeCase(seed, material);
  const problem =
    (await feeder.feed(hostile, seed)) ?? (seed % CHECK_EVERY === 0 ? canaries.touched() : undefined);
  if (problem !== undefined) report(seed, hostile, problem);
}

function report(seed: number, hostile: HostileCase, problem: string): void {
  defects.push(`${hostile.name}: ${problem}`);
  stderr.write(`pnpm fuzz:frames 0 --seed ${seed}\n${JSON.stringify(hostile).slice(0, 4000)}\n`);
}

async function tryHostileStart(seed: number): Promise<void> {
  const problem = await tryStart(seed, join(root, 'hostile'), watchdog, canaries.targets);
  if (problem === undefined) return;
  defects.push(problem);
  stderr.write(`pnpm fuzz:frames 0 --seed ${seed}\n`);
}

async function tryCase(host: FuzzedHost, seed: number): Promise<void> {
  const hostile = makeCase(seed, material);
  const made = await host.call({ actions: hostile.actions }, CALL_MS);
  const code = made.report.ok ? 'ok' : made.report.error.code;
  codes.set(code, (codes.get(code) ?? 0) + 1);
  if (code === 'KAMI_EXECUTOR_FAULT') faults.push(made.callId);
  const problem = judgeCall(hostile, made) ?? canaries.touched();
  if (problem !== undefined) report(seed, hostile, problem);
}
