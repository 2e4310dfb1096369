import type { JobHeader } from '@kami/protocol';
import type { Action, Broker, BrokerSession, Redactor, Verdict } from '@kami/sandbox';
import {
  err,
  formatTraceparent,
  ok,
  type Clock,
  type EventLog,
  type KamiError,
  type Random,
  type Result,
  type RunLater,
  type ToolOutcome,
} from '@kami/types';
import type { HostCallSeam } from '../executor.ts';
import { freshSeed, wireTime } from '../pool/instance-frames.ts';
import type { ExecutorPool } from '../pool/executor-pool.ts';
import { executorSpec } from '../pool/executor-spec.ts';
import { withdrawn } from '../scheduler/refusal.ts';
import type { RuntimeSettings } from '../settings.ts';
import type { CallReport, CallRequest } from '../tool-host.ts';
import { encodeArguments } from './argument-check.ts';
import type { CallEvents } from './call-events.ts';
import { blameDenials, interpretResult } from './interpret-result.ts';
import { noteDenial, withheldVariables } from './denied-capabilities.ts';
import { enterQueue, type QueuePorts } from './enter-queue.ts';
import { createLiveSeam } from './live-seam.ts';
import { finalState } from './final-state.ts';
import { redactRecordings } from '../recording/redact-recording.ts';
import { runLeased } from '../recording/recorded-run.ts';
import { redactResult } from '../redaction/redact-outcome.ts';
import { createRedactingSeam } from '../redaction/redacting-seam.ts';
import { admit } from './admit.ts';
import { openEvents, openSecrets, openSession } from './open-call.ts';

/** What running calls needs. */
export interface CallPorts extends QueuePorts {
  readonly settings: Pick<RuntimeSettings, 'maxWaitMs' | 'isolation'>;
  readonly pool: ExecutorPool;
  readonly broker: Broker;
  readonly check: (action: Action) => Promise<Verdict>;
  readonly events: EventLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly later: RunLater;
  /** The values of the environment variables that a tool was granted. */
  readonly environment: (keys: readonly string[]) => readonly (readonly [string, string])[];
  /** Hears what the operator should know and no answer waits for. */
  readonly warn: (message: string) => void;
}

/** Runs one call from its reception to its answer. Never rejects. */
export async function runCall(
  ports: CallPorts,
  request: CallRequest,
): Promise<Result<CallReport, KamiError>> {
  const { clock } = ports;
  const events = openEvents(ports, request);
  const started = clock.now().monotonicNanos;
  // Given back only after the session: what the call opened in its private folder is closed by then.
  using held = new DisposableStack();
  const secrets = await openSecrets(ports, request);
  const session = openSession(ports, request, events, secrets);
  const outcome = await passGates(ports, request, session, events, held, secrets?.redactor);
  const kept = outcome.ok && !outcome.value.isError ? await session.keep() : ok(undefined);
  const blamed = blameDenials(request.tool.name, kept.ok ? outcome : kept, session.denials);
  const result = secrets === undefined ? blamed : redactResult(blamed, secrets.redactor);
  await session[Symbol.asyncDispose]();
  const durationMs = Number(clock.now().monotonicNanos - started) / 1e6;
  events.enter(
    finalState(result),
    result.ok ? { isError: result.value.isError, durationMs } : { code: result.error.code, durationMs },
  );
  return result.ok ? ok({ outcome: result.value, denials: session.denials, durationMs }) : result;
}

async function passGates(
  ports: CallPorts,
  request: CallRequest,
  session: BrokerSession,
  events: CallEvents,
  held: DisposableStack,
  redactor: Redactor | undefined,
): Promise<Result<ToolOutcome, KamiError>> {
  events.enter('received');
  const args = encodeArguments(request.args);
  if (!args.ok) return args;
  events.enter('validated', { bytes: args.value.length });
  const refusal = await admit(ports.check, request, events);
  if (refusal !== undefined) return err(refusal);
  events.enter('admitted');
  for (const denial of withheldVariables(request.tool)) noteDenial(request, events, denial);
  const entered = await enterQueue(ports, request, events, held);
  if (!entered.ok) return entered;
  const live = createLiveSeam(session, ports.clock, request.observer);
  if (redactor === undefined) return await dispatch(ports, request, args.value, live, events);
  using seam = createRedactingSeam(live, redactor);
  return await dispatch(ports, request, args.value, seam, events, redactor);
}

async function dispatch(
  ports: CallPorts,
  request: CallRequest,
  args: Uint8Array,
  seam: HostCallSeam,
  events: CallEvents,
  redactor?: Redactor,
): Promise<Result<ToolOutcome, KamiError>> {
  const { tool, context, signal, recorder: asked } = request;
  const recorder = asked && redactor ? redactRecordings(asked, redactor) : asked;
  const environment = ports.environment(tool.permission.env);
  const spec = executorSpec(tool, context.principal, environment, ports.settings.isolation);
  const leased = await ports.pool.acquire(spec, signal);
  if (!leased.ok) return leased;
  using lease = leased.value;
  if (signal.aborted) return err(withdrawn());
  events.enter('dispatched', { executor: lease.process.pid, cold: lease.cold, walls: lease.process.walls });
  const job = jobHeader(ports, request);
  const result = await runLeased({ tool, load: spec.load, lease, job, args, signal }, seam, recorder);
  return result.ok ? interpretResult(tool.name, result.value) : result;
}

function jobHeader({ clock, random }: CallPorts, { tool, definition, context }: CallRequest): JobHeader {
  const { limits } = tool.manifest;
  return {
    action: 'call',
    tool: definition,
    callId: context.callId,
    traceparent: formatTraceparent(context.trace),
    deadlineMs: Math.min(limits.maxExecutionMs, context.timeoutMs ?? limits.maxExecutionMs),
    maxOutputBytes: limits.maxOutputKb * 1024,
    client: context.client,
    seed: freshSeed(random),
    time: wireTime(clock),
    structured: tool.definitions.some((d) => d.name === definition && d.outputSchema !== undefined),
  };
}
