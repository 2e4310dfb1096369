import type { ComponentFacts } from '@kami/engine';
import {
  MAX_DEFINITIONS_BYTES,
  parseDefinitionsPayload,
  parseFeaturesPayload,
  type DescribedFeatures,
  type JobHeader,
} from '@kami/protocol';
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
  type KamiError,
  type Result,
  type ToolDefinition,
} from '@kami/types';
import type { ExecutorProcess, JobResult } from '../executor.ts';
import { freshSeed, initialisationSeam, makeHeader, wireTime } from '../pool/instance-frames.ts';
import type { ExaminePorts } from './examine.ts';

/** What a component says of itself. */
export interface Description {
  readonly definitions: readonly ToolDefinition[];
  readonly features: DescribedFeatures;
}

const NOTHING: DescribedFeatures = { resources: [], templates: [], prompts: [] };

/**
 * Makes a first instance in an executor without any grant and asks what it offers: the heartbeat of
 * an installation. A component with typed exports is made and not asked for its functions.
 */
export async function describeComponent(
  ports: ExaminePorts,
  facts: Pick<ComponentFacts, 'convention' | 'features'>,
  prepared: Uint8Array,
  maxMemoryMb: number,
  signal: AbortSignal,
): Promise<Result<Description, KamiError>> {
  const started = await ports.executor.start();
  if (!started.ok) return started;
  const executor = started.value;
  const stop = (): void => detach(executor.kill());
  signal.addEventListener('abort', stop, { once: true });
  // What was withdrawn while the process started fires no more.
  if (signal.aborted) stop();
  try {
    return await ask(ports, executor, facts, prepared, maxMemoryMb, signal);
  } finally {
    signal.removeEventListener('abort', stop);
    await executor.kill();
  }
}

async function ask(
  ports: ExaminePorts,
  executor: ExecutorProcess,
  facts: Pick<ComponentFacts, 'convention' | 'features'>,
  prepared: Uint8Array,
  maxMemoryMb: number,
  signal: AbortSignal,
): Promise<Result<Description, KamiError>> {
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
  const describe = (action: 'describe' | 'describe-features'): ReturnType<typeof run> =>
    run(ports, executor, action, signal);
  const definitions = facts.convention === 'typed' ? ok([]) : await describeTools(describe);
  if (!definitions.ok) return definitions;
  const features = facts.features.length === 0 ? ok(NOTHING) : await describeFeatures(describe);
  return features.ok ? ok({ definitions: definitions.value, features: features.value }) : features;
}

type Describe = (action: 'describe' | 'describe-features') => Promise<Result<JobResult, KamiError>>;

async function describeTools(describe: Describe): Promise<Result<readonly ToolDefinition[], KamiError>> {
  const result = await describe('describe');
  return result.ok ? read(result.value, parseDefinitionsPayload, 'tools') : result;
}

async function describeFeatures(describe: Describe): Promise<Result<DescribedFeatures, KamiError>> {
  const result = await describe('describe-features');
  return result.ok ? read(result.value, parseFeaturesPayload, 'resources and prompts') : result;
}

function run(
  ports: ExaminePorts,
  executor: ExecutorProcess,
  action: 'describe' | 'describe-features',
  signal: AbortSignal,
): Promise<Result<JobResult, KamiError>> {
  const job = describeJob(ports, action);
  return executor.run(job, new Uint8Array(0), initialisationSeam(ports.clock), signal);
}

function read<T>(
  { header, payload }: JobResult,
  parse: (body: Uint8Array) => Result<T, string>,
  what: string,
): Result<T, KamiError> {
  const parsed = header.status === 'described' ? parse(payload) : err(header.message ?? header.status);
  if (parsed.ok) return parsed;
  return err(
    kamiError(
      'KAMI_COMPONENT_INVALID',
      endSentence(`The component does not describe its ${what}: ${parsed.error}`),
    ),
  );
}

function withdrawn(signal: AbortSignal): Result<never, KamiError> | undefined {
  return signal.aborted
    ? err(kamiError('KAMI_CANCELLED', 'The installation was interrupted; nothing was changed.'))
    : undefined;
}

function describeJob(
  { clock, random, startupDeadlineMs }: ExaminePorts,
  action: JobHeader['action'],
): JobHeader {
  return {
    action,
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
