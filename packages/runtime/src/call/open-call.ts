import type { BrokerSession, CallSecrets, Redactor } from '@kami/sandbox';
import { NOBODY } from '../asking/asker.ts';
import { createPerson, type PersonReply } from '../asking/ask-person.ts';
import type { Place } from '../scheduler/scheduler.ts';
import type { CallOrder } from '../tool-host.ts';
import { createCallEvents, type CallEvents } from './call-events.ts';
import { callScope, noteDenial } from './denied-capabilities.ts';
import { artifactOf, createEventRecorder } from './event-recorder.ts';
import type { CallPorts } from './run-call.ts';

/** The events of a call; `intent` says what it is for. */
export function openEvents(ports: CallPorts, { tool, context }: CallOrder, intent: string): CallEvents {
  const recorder = createEventRecorder(ports.clock, ports.random, {
    actor: context.principal,
    ...(context.claimedClient === undefined ? {} : { claimedClient: context.claimedClient }),
    intent,
    correlationId: context.callId,
    trace: context.trace,
    artifact: artifactOf(tool),
  });
  return createCallEvents(recorder, ports, ports.warn);
}

/** The secrets of a call; a tool that was granted none costs nothing here. */
export async function openSecrets(
  { broker, warn }: CallPorts,
  { tool }: CallOrder,
): Promise<CallSecrets | undefined> {
  if (tool.permission.secrets === undefined) return undefined;
  const secrets = await broker.secrets.open(tool.permission);
  if (secrets?.failure !== undefined) warn(secrets.failure.message);
  return secrets;
}

/** The broker's side of a call: what it may touch comes from the host's own tables; each denial is an event. */
export function openSession(
  ports: CallPorts,
  request: CallOrder,
  events: CallEvents,
  secrets: CallSecrets | undefined,
): BrokerSession {
  const scope = callScope(request, ports.privateFolders.pathOf(request.tool.id), secrets);
  return ports.broker.open(scope, (denial) => noteDenial(request, events, denial));
}

/** What answers the questions of a call: whoever is behind its client, within the bounds of waiting. */
export function openPerson(
  { parking, clock }: CallPorts,
  { context, signal, asker = NOBODY }: CallOrder,
  place: Place,
  events: CallEvents,
  redactor: Redactor | undefined,
): (body: Uint8Array) => Promise<PersonReply> {
  const { principal } = context;
  return createPerson({ asker, parking, principal, place, events, clock, redactor, signal });
}
