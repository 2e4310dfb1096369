import type { Broker, BrokerSession } from '@kami/sandbox';
import type { CallRequest } from '../tool-host.ts';
import type { CallEvents } from './call-events.ts';
import type { QueuePorts } from './enter-queue.ts';

/** Opens the broker's side of a call: what it may touch comes from the host's own tables; each denial is an event. */
export function openSession(
  ports: { readonly broker: Broker } & Pick<QueuePorts, 'privateFolders'>,
  { tool, context, signal }: CallRequest,
  events: CallEvents,
): BrokerSession {
  const scope = {
    tool: { id: tool.id, name: tool.name },
    permission: tool.permission,
    limits: tool.manifest.limits,
    privateFolder: ports.privateFolders.pathOf(tool.id),
    connections: JSON.stringify([tool.id, tool.digest, tool.permission, context.principal]),
    signal,
  };
  return ports.broker.open(scope, ({ what, rule, hint }) =>
    events.note('capability.denied', 'gate', { what, rule, ...(hint === undefined ? {} : { grant: hint }) }),
  );
}
