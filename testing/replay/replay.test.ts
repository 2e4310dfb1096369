import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFileComponentStore } from '../../packages/host-node/src/component-store/index.ts';
import { createExecutor, createWatchdog } from '../../packages/host-node/src/process/index.ts';
import { encodeRecording, parseRecording, type RecordedCall } from '../../packages/protocol/src/index.ts';
import type { ExecutorProcess } from '../../packages/runtime/src/index.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { App } from '../../packages/cli/src/app.ts';
import { examplePath, makeTestHome } from '../e2e/kami.ts';
import { exampleCalls, type ExampleCall } from '../examples/example-calls.ts';
import { installAllExamples } from '../examples/install-all.ts';
import { startLocalService } from '../examples/local-service.ts';
import { executorProgram, openApp, recordCalls } from './record-calls.ts';
import { endText, loadRecorded, replayCall } from './replay-call.ts';

/** The first call makes its instance with the job, the later ones use instances made ahead and put back. */
const TIMES = 3;
const EXAMPLES = exampleCalls('').map(
  ({ tool, definition }, index) => [`${tool}/${definition}`, index] as const,
);
const home = makeTestHome();
const stopping = new AbortController();
let app: App;
let calls: readonly ExampleCall[];
let recordings: readonly RecordedCall[];
const watchdog = createWatchdog(new URL('watchdog.js', executorProgram.entry));
const executor = createExecutor({ ...executorProgram, watchdog, cpuSeconds: 60 });

beforeAll(async () => {
  using service = await startLocalService();
  vi.stubEnv('WEATHER_URL', service.url);
  await installAllExamples(home, service);
  app = await openApp(home, stopping.signal);
  calls = exampleCalls(service.url);
  recordings = await recordCalls(app, calls, TIMES);
  await app.close();
}, 120_000);

afterAll(async () => {
  await watchdog[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** A process with the tool of a recording, and nothing else: the registry and the network are closed by now. */
async function startWith(recording: RecordedCall): Promise<ExecutorProcess> {
  const started = await executor.start();
  if (!started.ok) throw new Error(started.error.message);
  const { component, prepared } = recording.start;
  const [key = ''] = globSync(`prepared-*-${prepared.slice(0, 16)}.bin`, {
    cwd: `${home.path}/store/sha256/${component}`,
  });
  const form = await createFileComponentStore(`${home.path}/store`).readPrepared(component, key, prepared);
  if (!form.ok) throw new Error(form.error.message);
  await loadRecorded(started.value, recording, form.value);
  return started.value;
}

function expected({ end }: RecordedCall): object {
  if (end.kind !== 'result') throw new Error(end.code);
  return { end: endText(end.header, end.payload), divergence: undefined, left: 0 };
}

function ofCall(index: number): readonly RecordedCall[] {
  return recordings.slice(index * TIMES, (index + 1) * TIMES);
}

describe('recorded calls of the examples', () => {
  it('are there for every example, with what they asked the host for', () => {
    expect(recordings).toHaveLength(calls.length * TIMES);
    expect(new Set(calls.map(({ example }) => example))).toEqual(
      new Set(globSync('*/tool.toml', { cwd: examplePath('.') }).map((path) => dirname(path))),
    );
    for (const [index, { tool, asks }] of calls.entries()) {
      for (const { frames, end } of ofCall(index)) {
        const ops = frames.map(({ call }) => call.op);
        for (const op of asks) expect(ops, tool).toContain(op);
        expect(end, tool).toMatchObject({
          kind: 'result',
          replayable: true,
          header: { status: 'delivered' },
        });
      }
    }
  });

  it('say of the instance how it was made: with the job, or ahead', () => {
    const made = recordings.map(({ start }) => start.make !== undefined);
    expect(new Set(made)).toEqual(new Set([true, false]));
  });

  it('survive being written and read', () => {
    for (const recording of recordings) {
      const read = parseRecording(encodeRecording(recording));
      expect(read).toEqual({ ok: true, value: recording });
    }
  });

  it.each(EXAMPLES)('give the same bytes again: %s', async (_name, index) => {
    const recorded = ofCall(index);
    const [first] = recorded;
    if (first === undefined) throw new Error('nothing was recorded');
    const process = await startWith(first);
    // The same process grows warmer from call to call; instances are made, made ahead and put back.
    for (const recording of [...recorded, ...recorded.toReversed()])
      expect(await replayCall(process, recording)).toEqual(expected(recording));
    await process.kill();
    const last = recorded.at(-1) ?? first;
    const cold = await startWith(last);
    expect(await replayCall(cold, last)).toEqual(expected(last));
    await cold.kill();
  });

  it('are known to differ when a frame differs, and the process is ended', async () => {
    const index = calls.findIndex(({ tool }) => tool === 'csv-stats');
    const [recording] = ofCall(index);
    if (recording === undefined) throw new Error('nothing was recorded');
    const without = { ...recording, frames: recording.frames.slice(1) };
    const process = await startWith(recording);
    const replayed = await replayCall(process, without);
    expect(replayed).toMatchObject({ end: 'KAMI_CANCELLED' });
    expect(replayed.divergence).toContain('frame 1 is the call {"op":"fs.open"');
    expect(process.alive).toBe(false);
  });
});
