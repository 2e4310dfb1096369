import type { Broker, BrokerSession } from '@kami/sandbox';
import type { CallRequest } from '../tool-host.ts';
import type { CallEvents } from './call-events.ts';
import { callScope, noteDenial } from './denied-capabilities.ts';
import type { QueuePorts } from './enter-queue.ts';

/** Opens the broker's side of a call: what it may touch comes from the host's own tables; each denial is an event. */
export function openSession(
  ports: { readonly broker: Broker } & Pick<QueuePorts, 'privateFolders'>,
  request: CallRequest,
  events: CallEvents,
): BrokerSession {
  const scope = callScope(request, ports.privateFolders.pathOf(request.tool.id));
  return ports.broker.open(scope, (denial) => noteDenial(request, events, denial));
}
