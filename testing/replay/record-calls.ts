import { readFileSync } from 'node:fs';
import { arch, versions } from 'node:process';
import { pathToFileURL } from 'node:url';
import { ENGINE_VERSION } from '../../packages/engine/src/index.ts';
import { sha256 } from '../../packages/host-node/src/component-store/index.ts';
import type { RecordedCall } from '../../packages/protocol/src/index.ts';
import type { Recorder } from '../../packages/runtime/src/index.ts';
import type { App } from '../../packages/cli/src/app.ts';
import { composeApp } from '../../packages/cli/src/compose.ts';
import { createConsole } from '../../packages/cli/src/output/console.ts';
import { kamiProgram, type TestHome } from '../e2e/kami.ts';
import type { ExampleCall } from '../examples/example-calls.ts';

/** What executors are started from. */
export const executorProgram: { readonly entry: URL; readonly body: URL } = {
  entry: new URL('executor.cjs', pathToFileURL(kamiProgram)),
  body: new URL('executor-body.cjs', pathToFileURL(kamiProgram)),
};

/** The parts of the command over a home, as `kami serve` puts them together. */
export async function openApp(home: TestHome, signal: AbortSignal): Promise<App> {
  const { stdout, stderr } = process;
  const app = await composeApp({
    flags: { home: home.path },
    console: createConsole({ stdout, stderr, env: {} }),
    signal,
    entry: pathToFileURL(kamiProgram).href,
    version: '0.1.0',
  });
  if (!app.ok) throw new Error(app.error.message);
  return app.value;
}

/** What a call needs, to be recorded. */
export type RecordableCall = Pick<ExampleCall, 'tool' | 'definition' | 'args' | 'asks'>;

/** Makes each call `times` times, one after the other, through the real broker, jail and egress, and records them. */
export async function recordCalls(
  app: App,
  calls: readonly RecordableCall[],
  times: number,
): Promise<readonly RecordedCall[]> {
  const recordings: RecordedCall[] = [];
  const recorder: Recorder = {
    host: {
      engine: ENGINE_VERSION,
      executor: sha256(readFileSync(executorProgram.body)),
      node: versions.node,
      architecture: arch,
    },
    keep: (recording) => recordings.push(recording),
  };
  const host = await app.toolHost('serve');
  const home = await app.home();
  if (!host.ok || !home.ok) throw new Error('the home does not open');
  const make = async ({ tool: name, definition, args }: RecordableCall, recorded: boolean): Promise<void> => {
    const tool = await home.value.tools.find({ nameOrId: name });
    if (!tool.ok || tool.value === undefined) throw new Error(`${name} is not installed`);
    const context = host.value.context('stdio');
    const { signal } = new AbortController();
    const request = { tool: tool.value, definition, args, context, signal };
    const report = await host.value.call(recorded ? { ...request, recorder } : request);
    if (!report.ok) throw new Error(`${name}: ${report.error.message}`);
  };
  for (const call of calls) {
    const other = calls.find(({ tool, asks }) => tool !== call.tool && asks.length === 0);
    for (let time = 0; time < times; time += 1) {
      await make(call, true);
      // While another tool works, the executor of this one is idle and makes instances ahead.
      if (other !== undefined) await make(other, false);
    }
  }
  return recordings;
}
