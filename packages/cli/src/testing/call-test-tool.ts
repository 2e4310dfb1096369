import { createHash } from 'node:crypto';
import { exchangesOf, type TestRequest } from '@kami/protocol';
import { denialJson } from './denial-json.ts';
import { noUsage, type CallReport, type Recorder } from '@kami/runtime';
import type { Denial } from '@kami/sandbox';
import { err, kamiError, ok, type JsonObject, type KamiError, type Result } from '@kami/types';
import type { ThrownByTool } from '../building/thrown-by-tool.ts';
import { reportJson } from '../output/outcome-json.ts';
import type { TestTool } from './open-test-tool.ts';
import { createTestObserver } from './test-observer.ts';

/** A call that a test makes. */
export type TestCall = Extract<TestRequest, { readonly op: 'call' }>;

/**
 * Makes the `nth` call of a test and gives all that is known of it. Errors: `KAMI_TOOL_UNKNOWN` for a function that is not
 * there, and those of writing a recording; how the call itself failed is part of what is given.
 */
export async function callTestTool(
  opened: TestTool,
  { name, args, at }: Pick<TestCall, 'name' | 'args' | 'at'>,
  nth: number,
  signal: AbortSignal,
): Promise<Result<JsonObject, KamiError>> {
  const { tool, host, starts, seed, recording, mapStack } = opened;
  const definition = chooseFunction(opened, name);
  if (!definition.ok) return definition;
  const context = host.host.context('test', { client: ['logging', 'progress'] });
  const usage = noUsage();
  let memoryKib: number | undefined;
  starts.set(context.callId, {
    usage,
    onEnd: (process) => (memoryKib = process.alive ? process.memoryKib() : undefined),
    ...(seed === undefined ? {} : { seed: seedOf(seed, nth) }),
    ...(at === undefined ? {} : { at }),
  });
  const denials: Denial[] = [];
  const { observer, log, progress, thrown } = createTestObserver(mapStack);
  const recorder: Recorder = {
    host: host.machine,
    keep: ({ frames }) => recording?.add(exchangesOf(frames)),
  };
  const started = performance.now();
  const report = await host.host.call({
    tool,
    definition: definition.value,
    args,
    context,
    signal,
    observer,
    onDenial: (denial) => denials.push(denial),
    ...(recording === undefined ? {} : { recorder }),
  });
  starts.delete(context.callId);
  const written = recording === undefined ? ok(undefined) : await recording.write();
  if (!written.ok) return written;
  return ok({
    ...outcomeOf(report),
    denials: denials.map(denialJson),
    log,
    progress,
    ...thrownAt(thrown()),
    usage: {
      durationMs: performance.now() - started,
      ...(memoryKib === undefined ? {} : { memoryBytes: memoryKib * 1024 }),
      ...usage,
    },
    unrecorded: opened.unrecorded.splice(0).map((request) => ({ ...request })),
  });
}

/** Where it threw, of a call that did. */
function thrownAt(thrown: ThrownByTool | undefined): JsonObject {
  return thrown === undefined ? {} : { thrownAt: thrown.frames };
}

function outcomeOf(report: Result<CallReport, KamiError>): JsonObject {
  if (report.ok) {
    const { durationMs: _durationMs, ...outcome } = reportJson(report.value);
    return outcome;
  }
  const { code, message, hint, data } = report.error;
  const error = {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(data === undefined ? {} : { data }),
  };
  return { isError: true, content: [], error };
}

function chooseFunction({ tool }: TestTool, name: string | undefined): Result<string, KamiError> {
  const names = tool.definitions.map((definition) => definition.name);
  const [only] = names;
  const chosen = name ?? (names.length === 1 ? only : undefined);
  if (chosen !== undefined && names.includes(chosen)) return ok(chosen);
  const message =
    name === undefined
      ? `${tool.name} has ${names.length} functions; say which.`
      : `${tool.name} has no function ${JSON.stringify(name.slice(0, 80))}.`;
  return err(kamiError('KAMI_TOOL_UNKNOWN', message, { hint: `It has: ${names.join(', ')}` }));
}

/** The seed of one call: the next call draws other numbers, and the same test the same ones. */
function seedOf(seed: string, nth: number): string {
  return createHash('sha256').update(`${seed}\n${nth}`).digest('hex');
}
