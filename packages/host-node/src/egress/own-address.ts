import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';

const LOCAL = new BlockList();
LOCAL.addSubnet('127.0.0.0', 8, 'ipv4');
LOCAL.addSubnet('0.0.0.0', 8, 'ipv4');
LOCAL.addAddress('::1', 'ipv6');
LOCAL.addAddress('::', 'ipv6');

/** Whether an address is one of this machine: loopback, unspecified, v4 in v6 too, or of an interface as it is at this moment. */
export function isOwnAddress(address: string): boolean {
  if (LOCAL.check(address, address.includes(':') ? 'ipv6' : 'ipv4')) return true;
  return Object.values(networkInterfaces()).some((list) => list?.some((entry) => entry.address === address));
}
