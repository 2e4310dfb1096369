/**
 * Threat: a Node without its permission model, or started without it, would give whoever breaks out of
 * WebAssembly the host's files and network. Rule: the executor tries each and serves only when all fail.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';

const DENIED = 'ERR_ACCESS_DENIED';

/** Tries to open a file, a socket and a child process. Says which one was possible, or nothing. */
export async function selfTest(): Promise<string | undefined> {
  if (!throwsDenied(() => closeSync(openSync('/', 'r')))) return hole('open a file');
  if (
    !throwsDenied(
      () =>
        void spawn('true')
          .on('error', () => {})
          .kill('SIGKILL'),
    )
  )
    return hole('start a process');
  return (await isConnectDenied()) ? undefined : hole('open a socket');
}

function hole(what: string): string {
  return `this process can ${what}: the permission model does not hold`;
}

function throwsDenied(attempt: () => void): boolean {
  try {
    attempt();
    return false;
  } catch (error) {
    return isDenied(error);
  }
}

/** A socket's denial comes as an event. Port 9 (discard) of this machine harms nobody when it is not denied. */
function isConnectDenied(): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  try {
    const socket = connect({ host: '127.0.0.1', port: 9 });
    socket.once('error', (error) => resolve(isDenied(error)));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  } catch (error) {
    resolve(isDenied(error));
  }
  return promise;
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DENIED;
}
