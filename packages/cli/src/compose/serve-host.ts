import { setImmediate as afterAnswers } from 'node:timers/promises';
import type { ToolHost } from '@kami/runtime';
import { serveStdio } from '@kami/transport-stdio';
import { detach, err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { boundHeap } from './bound-heap.ts';
import { nextStopSignal } from './next-stop-signal.ts';
import { INSTRUCTIONS } from './server-instructions.ts';
import type { ServiceParts } from './service-parts.ts';

/**
 * Milliseconds after which a server has loaded what it needs: the engine would look for garbage again and again while a
 * bounded heap still grows, which takes 6 to 10 ms of a first call (measured).
 */
const LOADED_MS = 2000;

/**
 * Serves a host of tools over MCP on the process's standard input and output, until the client goes or `signal` fires:
 * then running calls have `serve.drain_ms` to end, while new ones are refused. Another stop signal ends everything at
 * once, which is the error `KAMI_CANCELLED`.
 */
export async function serveHost(
  { config, log, signal, version, abandonOutput }: ServiceParts,
  host: ToolHost,
): Promise<Result<void, KamiError>> {
  const bounding = setTimeout(boundHeap, LOADED_MS, 'one').unref();
  const ending = new AbortController();
  using urgent = nextStopSignal(signal);
  const drain = async (): Promise<void> => {
    await host.drain({ withinMs: config.serve.drainMs, urgent: urgent.signal });
    // The last answers are written by then: only continuations of promises stand between a call's end and them.
    if (!urgent.signal.aborted) await afterAnswers();
    ending.abort();
  };
  const onStop = (): void => detach(drain());
  if (signal.aborted) onStop();
  else signal.addEventListener('abort', onStop, { once: true });
  const unread = await serveStdio({
    host,
    input: process.stdin,
    output: process.stdout,
    info: { name: 'kami', version, instructions: INSTRUCTIONS },
    log: { warn: (message, error) => log.log('warn', message, { error }) },
    signal: ending.signal,
    maxMessageBytes: config.serve.maxMessageKb * 1024,
    stallMs: config.serve.stallMs,
    pageSize: config.serve.listPage,
  });
  signal.removeEventListener('abort', onStop);
  clearTimeout(bounding);
  if (unread > 0) abandonOutput();
  if (!urgent.signal.aborted) return ok(undefined);
  return err(kamiError('KAMI_CANCELLED', 'The server ended at the second signal; running calls were ended.'));
}
