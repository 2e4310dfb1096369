import type { BrokerSession, CallSecrets } from '@kami/sandbox';
import type { CallRequest } from '../tool-host.ts';
import { createCallEvents, type CallEvents } from './call-events.ts';
import { artifactOf, createEventRecorder } from './event-recorder.ts';
import type { CallPorts } from './run-call.ts';

/** The events of a call. */
export function openEvents(ports: CallPorts, { tool, context, definition }: CallRequest): CallEvents {
  const recorder = createEventRecorder(ports.clock, ports.random, {
    actor: context.principal,
    ...(context.claimedClient === undefined ? {} : { claimedClient: context.claimedClient }),
    intent: `tools/call ${tool.name}/${definition}`,
    correlationId: context.callId,
    trace: context.trace,
    artifact: artifactOf(tool),
  });
  return createCallEvents(recorder, ports, ports.warn);
}

/** The secrets of a call; a tool that was granted none costs nothing here. */
export async function openSecrets(
  { broker, warn }: CallPorts,
  { tool }: CallRequest,
): Promise<CallSecrets | undefined> {
  if (tool.permission.secrets === undefined) return undefined;
  const secrets = await broker.secrets.open(tool.permission);
  if (secrets?.failure !== undefined) warn(secrets.failure.message);
  return secrets;
}

/** The broker's side of a call. */
export function openSession(
  ports: CallPorts,
  { tool, signal }: CallRequest,
  events: CallEvents,
  secrets: CallSecrets | undefined,
): BrokerSession {
  const scope = {
    tool: { id: tool.id, name: tool.name },
    permission: tool.permission,
    limits: tool.manifest.limits,
    privateFolder: ports.privateFolders.pathOf(tool.id),
    signal,
    ...(secrets === undefined ? {} : { secrets }),
  };
  return ports.broker.open(scope, ({ what, rule, hint }) =>
    events.note('capability.denied', 'gate', { what, rule, ...(hint === undefined ? {} : { grant: hint }) }),
  );
}
