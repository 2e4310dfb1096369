import type { EgressFault } from '@kami/sandbox';
import { kamiError, type KamiError } from '@kami/types';
import { closedHost } from './host-rules.ts';

/** The error of a request to `host` that the egress refused or that failed on the way. */
export function translateError(host: string, fault: EgressFault): KamiError {
  if (fault.refusal === 'blocked-address') return closedHost(host);
  if (fault.refusal === 'cap')
    return kamiError('KAMI_SOURCE_REFUSED', `${host} answered more than KAMI takes: ${fault.message}.`);
  if (fault.refusal !== undefined)
    return kamiError('KAMI_DENIED', `The request to ${host} was refused: ${fault.message}.`);
  return kamiError('KAMI_NETWORK_FAILED', `The request to ${host} failed: ${fault.message}.`, {
    hint: 'Try again; if it stays so, look at the address and at [network] in: kami config',
  });
}

/** The error of what the person withdrew. */
export function cancelled(): KamiError {
  return kamiError('KAMI_CANCELLED', 'The transfer was interrupted; nothing was kept.');
}
