import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';
import { noteDenial } from '../note-denial.ts';
import { GuestResource } from './guest-resource.ts';
import type { IoError } from './io-error.ts';
import { witErr, type WitResult } from './wit-result.ts';

/**
 * `wasi:sockets@0.2.x`. Threat: a raw socket goes around every rule of the egress guard. Rule: the
 * interface links, so that components built with it run, and every use is answered `access-denied`
 * and told to the host as a denial. No socket is ever made, so the classes have nothing to do.
 */
class TcpSocket {}

/** A socket that is never made. */
class UdpSocket {}

/** A stream that is never made. */
class IncomingDatagramStream {}

/** A stream that is never made. */
class OutgoingDatagramStream {}

/** A lookup that is never made. */
class ResolveAddressStream {}

/** `network`: holding one allows nothing. */
class Network extends GuestResource {}

type Denied = WitResult<never, 'access-denied'>;

/** `wasi:sockets/network@0.2.x`. */
export function networkInterface(): ImportInterface {
  return {
    Network,
    networkErrorCode(error: IoError): undefined {
      error.requireLive();
    },
  };
}

/** `wasi:sockets/instance-network@0.2.x`. */
export function instanceNetworkInterface(guest: Guest): ImportInterface {
  return { instanceNetwork: (): Network => new Network(guest) };
}

/** `wasi:sockets/ip-name-lookup@0.2.x`. */
export function ipNameLookupInterface(guest: Guest): ImportInterface {
  return {
    ResolveAddressStream,
    resolveAddresses(network: Network, name: string): Denied {
      network.requireLive();
      return deny(guest, name);
    },
  };
}

/** `wasi:sockets/tcp@0.2.x` and `tcp-create-socket`. */
export function tcpInterface(guest: Guest): ImportInterface {
  return { TcpSocket, createTcpSocket: (family: string): Denied => deny(guest, `tcp ${family}`) };
}

/** `wasi:sockets/udp@0.2.x` and `udp-create-socket`. */
export function udpInterface(guest: Guest): ImportInterface {
  return {
    UdpSocket,
    IncomingDatagramStream,
    OutgoingDatagramStream,
    createUdpSocket: (family: string): Denied => deny(guest, `udp ${family}`),
  };
}

function deny(guest: Guest, detail: string): Denied {
  noteDenial(guest, 'sockets', detail);
  return witErr('access-denied');
}
