import { kamiError, type KamiError } from '@kami/types';

const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  EADDRINUSE: [
    'another program listens there',
    'Name another port, or 0 to have one chosen: kami serve --http 0',
  ],
  EACCES: ['this user may not', 'Name a port from 1024 on: kami serve --http PORT'],
  EADDRNOTAVAIL: ['this machine does not have that address', 'Name an address of this machine, or none'],
  ENOTFOUND: ['no address has that name', 'Name an address of this machine, or none'],
};

/** Why an address cannot be listened on, as `KAMI_NETWORK_FAILED`. */
export function translateListenError(address: string, cause: NodeJS.ErrnoException): KamiError {
  const [reason, hint] = REASONS[cause.code ?? ''] ?? [cause.code ?? cause.message, undefined];
  return kamiError('KAMI_NETWORK_FAILED', `KAMI cannot listen on ${address}: ${reason}.`, {
    cause,
    ...(hint === undefined ? {} : { hint }),
  });
}
