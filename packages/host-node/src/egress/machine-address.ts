import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether an address is one of this machine: loopback, unspecified, v4 in v6 too, or of an interface as it is at this moment. */
export function isMachineAddress(address: string): boolean {
  const local = new BlockList();
  local.addSubnet('127.0.0.0', 8, 'ipv4');
  local.addSubnet('0.0.0.0', 8, 'ipv4');
  local.addAddress('::1', 'ipv6');
  local.addAddress('::', 'ipv6');
  if (local.check(address, address.includes(':') ? 'ipv6' : 'ipv4')) return true;
  return Object.values(networkInterfaces()).some((list) => list?.some((entry) => entry.address === address));
}
