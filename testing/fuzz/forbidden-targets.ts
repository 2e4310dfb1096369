import type { Chance } from './chance.ts';

/** What a hostile guest would try to reach. */
export interface Targets {
  /** A server that may be asked with GET. */
  readonly granted: string;
  /** A server that may not. */
  readonly canary: string;
  /** Absolute path of a file that is not lent. */
  readonly canaryFile: string;
}

/** A path below a lent folder, or one that tries to leave it. */
export function anyPath(chance: Chance, { canaryFile }: Targets): string {
  const up = '../'.repeat(1 + chance.below(12));
  return chance.pick([
    'a.txt',
    'new.txt',
    'sub/b.txt',
    '.',
    '..',
    '',
    '/',
    'out/canary.txt',
    'absolute/canary.txt',
    'loop',
    canaryFile,
    `${up}canary/canary.txt`,
    `sub/${up}etc/passwd`,
    `${up}proc/self/environ`,
    '/proc/self/fd/3',
    '/dev/fd/3',
    'a\0b',
    'x'.repeat(4096),
    'd/'.repeat(2000),
    'C:\\canary.txt',
    '\u202egnp.exe',
    'con',
  ]);
}

/** An address that is granted, or one that leads or seems to lead elsewhere. */
export function anyUrl(chance: Chance, { granted, canary }: Targets): string {
  const { port } = new URL(canary);
  return chance.pick([
    `${granted}/`,
    `${granted}/`,
    `${granted}/redirect`,
    `${granted}/endless`,
    `${canary}/`,
    `${granted}@127.0.0.1:${port}/`,
    `${granted}#@127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://0x7f.1:${port}/`,
    `http://2130706433:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `HTTP://127.0.0.1:${port}\\@${new URL(granted).host}/`,
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data/',
    'javascript:alert(1)',
    'http://',
  ]);
}
