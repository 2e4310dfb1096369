import { MAX_DEFINITIONS_BYTES, parseDefinitionsPayload, type JobHeader } from '@kami/protocol';
import {
  detach,
  endSentence,
  err,
  formatTraceparent,
  kamiError,
  ok,
  PAGES_PER_MIB,
  startTrace,
  uuidV7,
  type Convention,
  type KamiError,
  type Result,
  type ToolDefinition,
} from '@kami/types';
import type { ExecutorProcess } from '../executor.ts';
import { freshSeed, initialisationSeam, makeHeader, wireTime } from '../pool/instance-frames.ts';
import type { ExaminePorts } from './examine.ts';

/**
 * Makes a first instance in an executor without any grant and asks what it offers: the heartbeat of
 * an installation. A component with typed exports is made and asked nothing.
 */
export async function describeComponent(
  ports: ExaminePorts,
  convention: Convention,
  prepared: Uint8Array,
  maxMemoryMb: number,
  signal: AbortSignal,
): Promise<Result<readonly ToolDefinition[], KamiError>> {
  const started = await ports.executor.start();
  if (!started.ok) return started;
  const executor = started.value;
  const stop = (): void => detach(executor.kill());
  signal.addEventListener('abort', stop, { once: true });
  // What was withdrawn while the process started fires no more.
  if (signal.aborted) stop();
  try {
    return await ask(ports, executor, convention, prepared, maxMemoryMb, signal);
  } finally {
    signal.removeEventListener('abort', stop);
    await executor.kill();
  }
}

async function ask(
  ports: ExaminePorts,
  executor: ExecutorProcess,
  convention: Convention,
  prepared: Uint8Array,
  maxMemoryMb: number,
  signal: AbortSignal,
): Promise<Result<readonly ToolDefinition[], KamiError>> {
  const { clock, random, startupDeadlineMs } = ports;
  const load = {
    environment: [],
    configuration: [],
    preopens: [],
    maxMemoryPages: maxMemoryMb * PAGES_PER_MIB,
  };
  const loaded = await executor.load(load, prepared, startupDeadlineMs);
  if (!loaded.ok) return withdrawn(signal) ?? loaded;
  const made = await executor.make(makeHeader(clock, random), initialisationSeam(clock), startupDeadlineMs);
  if (!made.ok) return withdrawn(signal) ?? made;
  if (convention === 'typed') return ok([]);
  const result = await executor.run(describeJob(ports), new Uint8Array(0), initialisationSeam(clock), signal);
  if (!result.ok) return result;
  const { header, payload } = result.value;
  const failure =
    header.status === 'described' ? parseDefinitionsPayload(payload) : err(header.message ?? header.status);
  if (failure.ok) return failure;
  return err(
    kamiError(
      'KAMI_COMPONENT_INVALID',
      endSentence(`The component does not describe its tools: ${failure.error}`),
    ),
  );
}

function withdrawn(signal: AbortSignal): Result<never, KamiError> | undefined {
  return signal.aborted
    ? err(kamiError('KAMI_CANCELLED', 'The installation was interrupted; nothing was changed.'))
    : undefined;
}

function describeJob({ clock, random, startupDeadlineMs }: ExaminePorts): JobHeader {
  return {
    action: 'describe',
    tool: '',
    callId: uuidV7(clock, random),
    traceparent: formatTraceparent(startTrace(random)),
    deadlineMs: startupDeadlineMs,
    maxOutputBytes: MAX_DEFINITIONS_BYTES,
    client: [],
    seed: freshSeed(random),
    time: wireTime(clock),
    structured: false,
  };
}
