/**
 * Threat: a proxy that is asked for a name resolves it itself, to an address that nobody checked. Rule: it is
 * asked for a tunnel (RFC 9110, section 9.3.6) to an address that was, for http as for https: in a request by
 * absolute address it would have to put that address in the place of Host (RFC 9112, section 3.2.2).
 */
import { Socket } from 'node:net';
import { detach } from '@kami/types';
import { CONNECT_TIMEOUT_MS, MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';
import { EgressError, UNRESOLVED } from './translate-error.ts';

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
  let failure = new EgressError(UNRESOLVED);
  for (const address of addresses) {
    const opened = await connectThrough(proxy, `${address.includes(':') ? `[${address}]` : address}:${port}`);
    if (!(opened instanceof EgressError)) return opened;
    failure = opened;
  }
  throw failure;
}

async function connectThrough({ host, port }: ProxyAddress, target: string): Promise<Socket | EgressError> {
  const { Client } = await import('undici');
  const client = new Client(`http://${host.includes(':') ? `[${host}]` : host}:${port}`, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    headersTimeout: CONNECT_TIMEOUT_MS,
    maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
    allowH2: false,
  });
  try {
    const { statusCode, socket } = await client.connect({ path: target, headers: { host: target } });
    if (statusCode >= 200 && statusCode <= 299 && socket instanceof Socket) return socket;
    socket.on('error', () => undefined).destroy();
    return unavailable(`the proxy made no connection (status ${statusCode})`);
  } catch {
    return unavailable('the configured proxy cannot be reached');
  } finally {
    detach(client.close());
  }
}

function unavailable(message: string): EgressError {
  return new EgressError({ code: 'destination-unavailable', message });
}
