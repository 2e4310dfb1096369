import { createInterface } from 'node:readline';

import type { TestHome } from './kami.ts';
import { startKami, type RunningCommand } from './running-command.ts';

/** `kami serve --http` while it runs. */
export interface HttpServer extends AsyncDisposable {
  readonly command: RunningCommand;
  readonly url: string;
  readonly port: number;
}

/** A token of a home. */
export interface TestToken {
  readonly id: string;
  readonly token: string;
}

/** Starts a server on a free port of this machine; `settings` are variables `KAMI_…`. */
export async function startHttpServer(
  home: Pick<TestHome, 'env'>,
  settings: Readonly<Record<string, string>> = {},
  args: readonly string[] = ['--http', '0'],
): Promise<HttpServer> {
  const command = startKami({ env: { ...home.env, ...settings } }, ['--json', 'serve', ...args]);
  const { promise, resolve, reject } = Promise.withResolvers<{
    readonly url: string;
    readonly port: number;
  }>();
  createInterface({ input: command.child.stdout }).once('line', (line) => {
    resolve(JSON.parse(line) as { readonly url: string; readonly port: number });
  });
  const failed = command.ended.then(({ stderr }) => reject(new Error(`kami serve ended: ${stderr}`)));
  const { url, port } = await Promise.race([promise, failed.then(async () => promise)]);
  return { command, url, port, [Symbol.asyncDispose]: async () => command[Symbol.asyncDispose]() };
}

/** Makes a token by `kami token create ARGS`. */
export async function createTestToken(home: TestHome, args: readonly string[] = []): Promise<TestToken> {
  const { stdout } = await home.must(['--json', 'token', 'create', ...args]);
  return JSON.parse(stdout) as TestToken;
}
