import type { Server } from 'node:http';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { translateListenError } from './translate-error.ts';

/** Where a server listens. */
export interface ListenAddress {
  /** An address or a name, IPv6 without brackets. */
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
}

/** Reads `PORT`, `HOST:PORT` or `[IPV6]:PORT`; the host is this machine alone unless said. Error: `KAMI_USAGE`. */
export function parseListenAddress(text: string): Result<ListenAddress, KamiError> {
  const [, bracketed, plain, digits = ''] =
    /^(?:(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9.-]{1,253})):)?(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  if (digits !== '' && port <= 65_535) return ok({ host: bracketed ?? plain ?? '127.0.0.1', port });
  return err(
    kamiError('KAMI_USAGE', `${JSON.stringify(text.slice(0, 300))} is no address to listen on.`, {
      hint: 'Write --http PORT, --http HOST:PORT or --http [IPV6]:PORT; port 0 has one chosen.',
    }),
  );
}

/** Whether an address can be reached from this machine only (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3). */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** An address as it stands in a URL: IPv6 in brackets (RFC 3986, section 3.2.2). */
export function formatAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Listens; gives the port. Error: `KAMI_NETWORK_FAILED`. */
export async function listen(
  server: Server,
  { host, port }: ListenAddress,
): Promise<Result<number, KamiError>> {
  const { promise, resolve } = Promise.withResolvers<Result<number, KamiError>>();
  const onError = (cause: NodeJS.ErrnoException): void => {
    resolve(err(translateListenError(formatAddress({ host, port }), cause)));
  };
  server.once('error', onError);
  server.listen({ host, port }, () => {
    server.off('error', onError);
    const address = server.address();
    resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
  });
  return promise;
}
