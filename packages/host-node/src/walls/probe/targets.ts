import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Attempt, Targets } from './attempts.ts';

/** Targets that notice when they are hit, whatever the attacker says of it. */
export interface WatchedTargets extends AsyncDisposable {
  readonly targets: Targets;
  /** What was hit since this was asked last. */
  hits(): Promise<readonly Attempt[]>;
}

/** Puts up a folder with a file, a server on the loopback address, and an ear for a signal. */
export async function openTargets(): Promise<WatchedTargets> {
  const folder = mkdtempSync(join(tmpdir(), 'kami-walls-'));
  const file = join(folder, 'target');
  const written = join(folder, 'written-by-kami-doctor');
  writeFileSync(file, 'nothing of interest');
  const hit = new Set<Attempt>();
  const onSignal = (): void => void hit.add('signal');
  if (process.platform !== 'win32') process.on('SIGUSR2', onSignal);
  const server = createServer((socket) => {
    hit.add('connect');
    socket.destroy();
  });
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo | string | null>();
  server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server.address()));
  const address = await promise;
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    targets: { file, folder, port, pid: process.pid },
    async hits() {
      // What was sent before the attacker's answer is noticed when the loop has polled once more.
      await setImmediate();
      await setImmediate();
      if (existsSync(written)) hit.add('write');
      rmSync(written, { force: true });
      const found = [...hit];
      hit.clear();
      return found;
    },
    async [Symbol.asyncDispose]() {
      process.off('SIGUSR2', onSignal);
      rmSync(folder, { recursive: true, force: true });
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}
