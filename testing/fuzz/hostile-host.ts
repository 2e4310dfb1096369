import { pathToFileURL } from 'node:url';
import { composeApp } from '../../packages/cli/src/compose.ts';
import { createConsole } from '../../packages/cli/src/output/console.ts';
import type { RecordedCall } from '../../packages/protocol/src/index.ts';
import type { InstalledTool } from '../../packages/registry/src/index.ts';
import type { CallReport } from '../../packages/runtime/src/index.ts';
import type { JsonObject, KamiError, Result } from '../../packages/types/src/index.ts';
import { kamiProgram, type TestHome } from '../e2e/kami.ts';

/** What came of one call. */
export interface MadeCall {
  readonly callId: string;
  readonly report: Result<CallReport, KamiError>;
  /** What crossed the seam; absent where the call did not come so far. */
  readonly recording: RecordedCall | undefined;
}

/** The host side of KAMI over a real home: policy, broker, jail, egress, pool and event log are those of `kami serve`. */
export interface FuzzedHost extends AsyncDisposable {
  readonly tool: InstalledTool;
  /** Makes a call that is killed after so many milliseconds. */
  call(args: object, timeoutMs: number): Promise<MadeCall>;
}

/** Opens the host side with the programs that stand beside `entry`: those of KAMI, or hostile ones. */
export async function openFuzzedHost(
  home: TestHome,
  toolName: string,
  entry: string = pathToFileURL(kamiProgram).href,
): Promise<FuzzedHost> {
  const ending = new AbortController();
  const { stdout, stderr } = process;
  const console = createConsole({ stdout, stderr, env: {} });
  const flags = { home: home.path, logLevel: 'silent' };
  const app = must(await composeApp({ flags, console, signal: ending.signal, entry, version: '0.1.0' }));
  const host = must(await app.toolHost('serve'));
  const { tools } = must(await app.home());
  const tool = must(await tools.find({ nameOrId: toolName }));
  if (tool === undefined) throw new Error(`${toolName} is not installed`);
  return {
    tool,
    async call(args, timeoutMs) {
      const context = host.context('stdio', { timeoutMs });
      let recording: RecordedCall | undefined;
      const report = await host.call({
        tool,
        definition: definitionOf(tool),
        args: args as JsonObject,
        context,
        signal: ending.signal,
        recorder: {
          host: {
            engine: '1',
            executor: tool.digest,
            node: process.versions.node,
            architecture: process.arch,
          },
          keep: (kept) => void (recording = kept),
        },
      });
      return { callId: context.callId, report, recording };
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      ending.abort();
    },
  };
}

function definitionOf({ name, definitions }: InstalledTool): string {
  const [only] = definitions;
  if (only === undefined) throw new Error(`${name} has no function`);
  return only.name;
}

function must<T>(result: Result<T, KamiError>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
