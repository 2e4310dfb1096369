/**
 * Threat: a proxy that is asked for a name resolves it itself, to an address that nobody checked. Rule: it is
 * asked for a tunnel (RFC 9110, section 9.3.6) to an address that was, for http as for https: in a request by
 * absolute address it would have to put that address in the place of Host (RFC 9112, section 3.2.2).
 */
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { CONNECT_TIMEOUT_MS, MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';
import { EgressError } from './translate-error.ts';

/** Where the operator's proxy listens. */
export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
}

/** A connection through the proxy to the first of the addresses that it reaches. Rejects with an `EgressError`. */
export async function openTunnel(
  proxy: ProxyAddress,
  addresses: readonly string[],
  port: number,
): Promise<Socket> {
  let failure = new EgressError({ code: 'destination-not-found', message: 'the host name does not resolve' });
  for (const address of addresses) {
    const opened = await connectThrough(proxy, `${address.includes(':') ? `[${address}]` : address}:${port}`);
    if (!(opened instanceof EgressError)) return opened;
    failure = opened;
  }
  throw failure;
}

function connectThrough({ host, port }: ProxyAddress, target: string): Promise<Socket | EgressError> {
  const { promise, resolve } = Promise.withResolvers<Socket | EgressError>();
  const asked = request({
    host,
    port,
    method: 'CONNECT',
    path: target,
    headers: { host: target },
    agent: false,
    timeout: CONNECT_TIMEOUT_MS,
    maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
  });
  asked.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
    if (statusCode < 200 || statusCode > 299) {
      socket.destroy();
      return resolve(unavailable(`the proxy made no connection (status ${statusCode})`));
    }
    socket.setTimeout(0);
    if (head.length > 0) socket.unshift(head);
    return resolve(socket);
  });
  asked.once('timeout', () => asked.destroy());
  asked.on('error', () => resolve(unavailable('the configured proxy cannot be reached')));
  asked.end();
  return promise;
}

function unavailable(message: string): EgressError {
  return new EgressError({ code: 'destination-unavailable', message });
}
