/** Names of all that hostile code tries. */
export const ATTEMPT_NAMES = [
  'read',
  'list',
  'write',
  'processes',
  'signal',
  'connect',
  'listen',
  'spawn',
] as const;

/** One of {@link ATTEMPT_NAMES}. */
export type Attempt = (typeof ATTEMPT_NAMES)[number];

/** What hostile code tries from inside, and what that would be. */
export const ATTEMPTS: {
  readonly [A in Attempt]: string;
} = {
  read: 'read a file of this machine',
  list: 'list a folder of this machine',
  write: 'write a file',
  processes: 'see the processes of this machine',
  signal: 'signal a process of this machine',
  connect: 'reach a server on this machine',
  listen: 'open a socket',
  spawn: 'start a process',
};

/** What there is on this machine to attack: made for the purpose, and harmless when the attack succeeds. */
export interface Targets {
  readonly file: string;
  readonly folder: string;
  /** A server on the loopback address. */
  readonly port: number;
  readonly pid: number;
}

/** Reads the targets from what the host sent. Throws when they are none: the program was started by somebody else. */
export function parseTargets(text: string): Targets {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'file' in value && 'folder' in value) {
    const { file, folder } = value;
    if ('port' in value && 'pid' in value && typeof file === 'string' && typeof folder === 'string') {
      const { port, pid } = value;
      if (typeof port === 'number' && typeof pid === 'number') return { file, folder, port, pid };
    }
  }
  throw new TypeError('these are no targets');
}

/** Reads which attempts succeeded. Nothing when the answer is of another form. */
export function parseSuccesses(text: string): readonly Attempt[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const known = ATTEMPT_NAMES.filter((name) => value.includes(name));
  return known.length === value.length ? known : undefined;
}
