/**
 * Threat: a tool reaches what it was not granted: another host, the host's own network, a proxy. Rule: the
 * guest has no sockets; the host makes each request itself, after its rules, to addresses it checked, with
 * no proxy, no redirect followed (a redirect is the guest's to follow, by a new request that is checked
 * like any other), and with connections that no two tools share.
 */
import type { Egress, EgressFault } from '@kami/sandbox';
import type { Agent } from 'undici';
import { CONNECTIONS_PER_ORIGIN, MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';
import { refusedExchange, startExchange } from './exchange.ts';
import { createGuardedConnector, resolveBySystem, type ResolveHost } from './guarded-connector.ts';
import { isOwnAddress } from './own-address.ts';
import { prepareRequest } from './prepare-request.ts';

/** What the egress may be told. */
export interface EgressOptions {
  /** The resolver of host names; the system's unless said. */
  readonly resolve?: ResolveHost;
  /** Certificate authorities in PEM form that are trusted instead of the built-in ones. */
  readonly certificateAuthorities?: readonly string[];
  /** Ports that this process serves on, read at each request: never a target at this machine. */
  readonly ownPorts?: () => readonly number[];
}

const OWN_ADDRESS: EgressFault = {
  code: 'destination-IP-prohibited',
  message: 'KAMI itself serves at this address',
  refusal: 'blocked-address',
};

/** HTTP through undici, which is loaded at the first request. */
export function createEgress(options: EgressOptions = {}): Egress {
  const agents = new Map<string, Promise<Agent>>();
  const agentOf = (tool: string): Promise<Agent> => {
    const known = agents.get(tool) ?? openAgent(options);
    agents.set(tool, known);
    return known;
  };
  return {
    start(tool, rules, request) {
      const prepared = prepareRequest(rules, request);
      if (prepared.ok && isOwnAddress(prepared.value.origin, options.ownPorts?.() ?? []))
        return refusedExchange(OWN_ADDRESS);
      return prepared.ok
        ? startExchange(() => agentOf(tool), prepared.value, request)
        : refusedExchange(prepared.error);
    },
    async [Symbol.asyncDispose]() {
      const open = [...agents.values()];
      agents.clear();
      for (const agent of open) await (await agent).destroy();
    },
  };
}

async function openAgent({ resolve, certificateAuthorities }: EgressOptions): Promise<Agent> {
  const { Agent: UndiciAgent, buildConnector } = await import('undici');
  return new UndiciAgent({
    connect: createGuardedConnector(buildConnector, resolve ?? resolveBySystem, certificateAuthorities),
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
    keepAliveTimeout: 4000,
  });
}
