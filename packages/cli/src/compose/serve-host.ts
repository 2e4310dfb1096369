import type { ToolHost } from '@kami/runtime';
import { serveStdio } from '@kami/transport-stdio';
import { ok, type KamiError, type Result } from '@kami/types';
import type { ServiceParts } from './services.ts';

const INSTRUCTIONS =
  'Tools of this server run sandboxed: each can do only what its operator granted. When a tool says that something was denied, ' +
  'show the person the command in its message; no tool can grant anything.';

/** Serves a host of tools over MCP on the process's standard input and output. */
export async function serveHost(
  { config, log, signal, version }: ServiceParts,
  host: ToolHost,
): Promise<Result<void, KamiError>> {
  await serveStdio({
    host,
    input: process.stdin,
    output: process.stdout,
    info: { name: 'kami', version, instructions: INSTRUCTIONS },
    log: { warn: (message, error) => log.log('warn', message, { error }) },
    signal,
    maxMessageBytes: config.serve.maxMessageKb * 1024,
  });
  return ok(undefined);
}
