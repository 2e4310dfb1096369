import { spawn } from 'node:child_process';

import { err, ok, type KamiError, type Result } from '@kami/types';

import type { LaunchCommand } from '../launch/launch-command.ts';
import type { PrepareJob } from './job.ts';
import { encodeMessage, MessageReader, type Message } from './message.ts';
import { answerError, cancelledError, deadlineError, endError, spawnError } from './translate-error.ts';

/** Bytes of the process's standard error that are kept for the log. */
const MAX_DIAGNOSTICS = 4096;

/**
 * Runs one job in a process of its own, which is gone when this settles: ended by SIGKILL at the
 * deadline, on abort, or when it writes more than an answer may have.
 */
export async function runPrepareProcess(
  { file, args }: LaunchCommand,
  job: PrepareJob,
  body: Uint8Array,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Result<Message, KamiError>> {
  if (signal.aborted) return err(cancelledError());
  const { promise, resolve } = Promise.withResolvers<Result<Message, KamiError>>();
  const child = spawn(file, args, { env: {}, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const reader = new MessageReader();
  let diagnostics = '';
  let failure: KamiError | undefined;
  const end = (error: KamiError): void => {
    failure ??= error;
    child.kill('SIGKILL');
  };
  const deadline = setTimeout(() => {
    end(deadlineError(deadlineMs));
  }, deadlineMs);
  const onAbort = (): void => {
    end(cancelledError());
  };
  signal.addEventListener('abort', onAbort, { once: true });
  child.stdout.on('data', (chunk: Buffer) => {
    const kept = reader.push(chunk);
    if (!kept.ok) end(answerError(kept.error));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    diagnostics = (diagnostics + text).slice(0, MAX_DIAGNOSTICS);
  });
  child.on('error', (cause) => {
    failure ??= spawnError(cause);
  });
  child.on('close', (code, exitSignal) => {
    clearTimeout(deadline);
    signal.removeEventListener('abort', onAbort);
    if (failure !== undefined) resolve(err(failure));
    else if (code !== 0) resolve(err(endError(code, exitSignal, diagnostics)));
    else resolve(readAnswer(reader));
  });
  // A process that ends before it has read its job is reported by its end, not by the broken pipe.
  child.stdin.on('error', () => undefined);
  for (const part of encodeMessage(job, body)) child.stdin.write(part);
  child.stdin.end();
  return promise;
}

function readAnswer(reader: MessageReader): Result<Message, KamiError> {
  const message = reader.finish();
  return message.ok ? ok(message.value) : err(answerError(message.error));
}
