import type { InstalledTool, TrustPolicy } from '@kami/registry';
import type { Action, Broker, BrokerSession, Redactor, Verdict } from '@kami/sandbox';
import {
  err,
  ok,
  type Clock,
  type EventLog,
  type KamiError,
  type Random,
  type Result,
  type RunAfterwards,
  type RunLater,
} from '@kami/types';
import type { Parking } from '../asking/parking.ts';
import type { HostCallSeam } from '../executor.ts';
import type { ExecutorPool } from '../pool/executor-pool.ts';
import { executorSpec } from '../pool/executor-spec.ts';
import { withdrawn } from '../scheduler/refusal.ts';
import type { RuntimeSettings } from '../settings.ts';
import type { ToolSignal } from '../listing/tool-signals.ts';
import type { CallOrder, CallReport, CallRequest } from '../tool-host.ts';
import { encodeArguments } from './argument-check.ts';
import type { CallEvents } from './call-events.ts';
import { functionCall, type AnyCallReport, type CallOutcome, type CallSubject } from './call-subject.ts';
import { blameDenials } from './interpret-result.ts';
import { noteDenial, withheldVariables } from './denied-capabilities.ts';
import { jobHeader } from './job-header.ts';
import { enterQueue, type QueuePorts } from './enter-queue.ts';
import { createLiveSeam } from './live-seam.ts';
import { finalState } from './final-state.ts';
import { redactRecordings } from '../recording/redact-recording.ts';
import { runLeased } from '../recording/recorded-run.ts';
import { redactResult } from '../redaction/redact-outcome.ts';
import { createRedactingSeam } from '../redaction/redacting-seam.ts';
import { admit } from './admit.ts';
import { openEvents, openPerson, openSecrets, openSession } from './open-call.ts';
import { signatureGate } from './signature-gate.ts';

/** What running calls needs. */
export interface CallPorts extends QueuePorts {
  readonly settings: Pick<RuntimeSettings, 'maxWaitMs' | 'isolation'>;
  readonly pool: ExecutorPool;
  readonly broker: Broker;
  readonly check: (action: Action) => Promise<Verdict>;
  /** What signatures are asked of tools; absent: none. */
  readonly trust?: TrustPolicy;
  readonly events: EventLog;
  readonly parking: Parking;
  readonly clock: Clock;
  readonly random: Random;
  /** Some milliseconds later, when most calls have ended. */
  readonly later: RunLater;
  /** When what is under way has gone out. */
  readonly afterAnswer: RunAfterwards;
  /** The values of the environment variables that a tool was granted. */
  readonly environment: (keys: readonly string[]) => readonly (readonly [string, string])[];
  /** Hears what a component tells clients. */
  readonly signal: (tool: InstalledTool, signal: ToolSignal) => void;
  /** Hears what the operator should know and no answer waits for. */
  readonly warn: (message: string) => void;
}

/** Runs one call of a function from its reception to its answer. Never rejects. */
export async function runCall(
  ports: CallPorts,
  request: CallRequest,
): Promise<Result<CallReport, KamiError>> {
  return runAnyCall(ports, request, functionCall(request));
}

/** Runs one call of any kind from its reception to its answer. Never rejects. */
export async function runAnyCall<T extends CallOutcome>(
  ports: CallPorts,
  request: CallOrder,
  subject: CallSubject<T>,
): Promise<Result<AnyCallReport<T>, KamiError>> {
  const { clock } = ports;
  const events = openEvents(ports, request, subject.intent);
  const started = clock.now().monotonicNanos;
  // Given back only after the session: what the call opened in its private folder is closed by then.
  using held = new DisposableStack();
  const secrets = await openSecrets(ports, request);
  const session = openSession(ports, request, events, secrets);
  const outcome = await passGates(ports, request, subject, session, events, held, secrets?.redactor);
  const kept = outcome.ok && !outcome.value.isError ? await session.keep() : ok(undefined);
  const blamed = blameDenials(request.tool.name, kept.ok ? outcome : kept, session.denials);
  const result = secrets === undefined ? blamed : redactResult(blamed, secrets.redactor, subject.redact);
  await session[Symbol.asyncDispose]();
  const durationMs = Number(clock.now().monotonicNanos - started) / 1e6;
  events.enter(
    finalState(result),
    result.ok ? { isError: result.value.isError, durationMs } : { code: result.error.code, durationMs },
  );
  return result.ok ? ok({ outcome: result.value, denials: session.denials, durationMs }) : result;
}

async function passGates<T extends CallOutcome>(
  ports: CallPorts,
  request: CallOrder,
  subject: CallSubject<T>,
  session: BrokerSession,
  events: CallEvents,
  held: DisposableStack,
  redactor: Redactor | undefined,
): Promise<Result<T, KamiError>> {
  events.enter('received');
  const args = encodeArguments(subject.args);
  if (!args.ok) return args;
  events.enter('validated', { bytes: args.value.length });
  const refusal =
    signatureGate(ports.trust, request.tool) ?? (await admit(ports.check, request, subject, events));
  if (refusal !== undefined) return err(refusal);
  events.enter('admitted');
  for (const denial of withheldVariables(request.tool)) noteDenial(request, events, denial);
  const entered = await enterQueue(ports, request, events, held);
  if (!entered.ok) return entered;
  const tell = (signal: ToolSignal): void => ports.signal(request.tool, signal);
  const askPerson = openPerson(ports, request, entered.value, events, redactor);
  const live = createLiveSeam(session, ports.clock, request.observer, tell, askPerson);
  if (redactor === undefined) return await dispatch(ports, request, subject, args.value, live, events);
  using seam = createRedactingSeam(live, redactor);
  return await dispatch(ports, request, subject, args.value, seam, events, redactor);
}

async function dispatch<T extends CallOutcome>(
  ports: CallPorts,
  request: CallOrder,
  subject: CallSubject<T>,
  args: Uint8Array,
  seam: HostCallSeam,
  events: CallEvents,
  redactor?: Redactor,
): Promise<Result<T, KamiError>> {
  const { tool, context, signal, recorder: asked } = request;
  const recorder = asked && redactor ? redactRecordings(asked, redactor) : asked;
  const environment = ports.environment(tool.permission.env);
  const spec = executorSpec(tool, context.principal, environment, ports.settings.isolation);
  const leased = await ports.pool.acquire(spec, signal);
  if (!leased.ok) return leased;
  using lease = leased.value;
  if (signal.aborted) return err(withdrawn());
  events.enter('dispatched', { executor: lease.process.pid, cold: lease.cold, walls: lease.process.walls });
  const job = jobHeader(ports, request, subject);
  const result = await runLeased({ tool, load: spec.load, lease, job, args, signal }, seam, recorder);
  return result.ok ? subject.read(result.value) : result;
}
