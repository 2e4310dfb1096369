import { isSecretName, normalizeHost, type ToolName } from '@kami/types';

/** The command that lets a tool reach an origin, or nothing when the address is none that a rule can name. */
export function netGrantCommand(tool: ToolName, url: string): string | undefined {
  const target = netGrantTarget(url);
  return target === undefined ? undefined : `kami grant ${tool} net=${target}`;
}

/** The shortest rule that allows an address, in the text form of a grant; nothing where none can, as with userinfo. */
export function netGrantTarget(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(url);
  if (username !== '' || password !== '') return undefined;
  const host = normalizeHost(hostname);
  if (host === undefined || (protocol !== 'https:' && protocol !== 'http:')) return undefined;
  return `${protocol === 'http:' ? 'http://' : ''}${host}${port === '' ? '' : `:${port}`}`;
}

/** The command that makes a lent folder writable; it names no folder of the host, since a guest may read it. */
export function writableGrantCommand(tool: ToolName, mount: string): string {
  return `kami grant ${tool} fs=${mount}=:rw`;
}

/** The command that lends a folder to a tool such that a guest path becomes reachable. */
export function mountGrantCommand(tool: ToolName, guestPath: string): string | undefined {
  const [, top, name] = guestPath.split('/');
  if (top !== 'mnt' || name === undefined || !/^[a-z0-9][a-z0-9_-]{0,31}$/.test(name)) return undefined;
  return `kami grant ${tool} fs=${name}=DIR`;
}

/** The command that lets a tool read a secret, or nothing when the name is none that a secret can have. */
export function secretReadCommand(tool: ToolName, secret: string): string | undefined {
  return isSecretName(secret) ? `kami grant ${tool} secret-read=${secret}` : undefined;
}
