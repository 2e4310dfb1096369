import { Worker } from 'node:worker_threads';
import { kamiError, type KamiError } from '@kami/types';
import type { WriteOutcome, WriteRequest, WriterOptions } from '../write/write-request.ts';
import type { Writer } from './writer.ts';
import type { WriterMessage, WriterReply } from './writer-message.ts';

/** MiB for what lives shortly: a group of events needs 1; V8's own 48 and more only let the process grow. */
const YOUNG_MB = 4;

interface Pending {
  readonly request: WriteRequest;
  readonly settle: (outcome: WriteOutcome) => void;
}

/**
 * A writer thread that starts at its first request. It keeps the process alive only while a request is under way. When
 * it dies, what was under way fails with `KAMI_STORE_FAILED`, and the next request starts another.
 */
export function createWriterThread(entry: URL | string, options: WriterOptions): Writer {
  const pending = new Map<number, Pending>();
  let worker: Worker | undefined;
  let lastId = 0;

  const settle = (id: number, outcome: WriteOutcome): void => {
    pending.get(id)?.settle(outcome);
    pending.delete(id);
    if (pending.size === 0) worker?.unref();
  };
  const onEnd = (ended: Worker, cause: unknown): void => {
    if (worker !== ended) return;
    worker = undefined;
    const error = kamiError('KAMI_STORE_FAILED', 'The store thread ended.', { hint: 'Try again.', cause });
    for (const [id, { request }] of pending) settle(id, failAll(request, error));
  };
  const start = (): Worker => {
    if (worker !== undefined) return worker;
    const started = new Worker(entry, {
      workerData: options,
      name: 'kami-store',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    started.on('message', ({ id, outcome }: WriterReply) => settle(id, outcome));
    started.on('error', (cause) => onEnd(started, cause));
    started.on('exit', () => onEnd(started, undefined));
    started.unref();
    worker = started;
    return started;
  };
  const send = (request: WriteRequest): Promise<WriteOutcome> =>
    new Promise((resolve) => {
      const target = start();
      lastId += 1;
      pending.set(lastId, { request, settle: resolve });
      target.ref();
      const message: WriterMessage = { id: lastId, request: JSON.stringify(request) };
      target.postMessage(message);
    });
  return {
    request: send,
    async close() {
      if (worker !== undefined) await send({ kind: 'close' });
    },
  };
}

function failAll(request: WriteRequest, error: KamiError): WriteOutcome {
  return request.kind === 'append' ? request.groups.map(() => error) : [error];
}
