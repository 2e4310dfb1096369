/**
 * Threat: a tool that was granted an address of this machine calls KAMI's own server there, and acts as a client of it.
 * Rule: the ports that this process serves on are no target at any address of this machine, whatever was granted. Names
 * need no look: one that resolves to this machine is refused wherever it leads.
 */
import { networkInterfaces } from 'node:os';

/** Whether an origin (`http://127.0.0.1:8642`) is at one of these ports of this machine. */
export function isOwnAddress(origin: string, ownPorts: readonly number[]): boolean {
  if (ownPorts.length === 0) return false;
  const { protocol, port, hostname } = new URL(origin);
  const defaultPort = protocol === 'https:' ? 443 : 80;
  if (!ownPorts.includes(port === '' ? defaultPort : Number(port))) return false;
  const host = hostname.replaceAll(/[[\]]/g, '');
  if (/^(?:127\.|0\.0\.0\.0$|::1?$|::ffff:7f)/.test(host)) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === host),
  );
}
