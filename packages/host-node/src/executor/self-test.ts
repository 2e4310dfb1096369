/**
 * Threat: a Node without its permission model, or started without it, would give whoever breaks out of
 * WebAssembly the host's files and network. Rule: the executor serves only when Node's permission model says that it
 * permits nothing, and holds where that is tried.
 *
 * What it says comes from the table that every denied call asks (Node, `process.permission.has`). Only a file is tried at
 * each start: a process and a socket take the modules for them, 7 ms of the 45 in which an executor starts. They, and the
 * walls of the kernel below, are tried by `kami doctor` (`walls/probe`).
 */
import { closeSync, openSync } from 'node:fs';

/** What Node's permission model decides on (Node's documentation, `process.permission.has`), in words. */
const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['fs.read', 'read all files'],
  ['fs.write', 'write all files'],
  ['child', 'start a process'],
  ['worker', 'start a thread'],
  ['net', 'open a socket'],
  ['inspector', 'be debugged'],
  ['addon', 'load native code'],
  ['wasi', "use Node's WASI"],
  ['ffi', 'call native code'],
]);

/** Asks for each permission and tries to open a file. Says what was possible, or nothing. */
export function selfTest(): string | undefined {
  const { permission } = process as { readonly permission?: typeof process.permission };
  if (permission === undefined) return hole('do everything');
  for (const [scope, what] of PERMISSIONS) if (permission.has(scope)) return hole(what);
  return isOpenDenied() ? undefined : hole('open a file');
}

function hole(what: string): string {
  return `this process can ${what}: the permission model does not hold`;
}

function isOpenDenied(): boolean {
  try {
    closeSync(openSync('/', 'r'));
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_ACCESS_DENIED';
  }
}
