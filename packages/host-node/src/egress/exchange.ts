import type { EgressExchange, EgressFault, EgressRequest } from '@kami/sandbox';
import { err } from '@kami/types';
import type { Dispatcher } from 'undici';
import {
  CONNECT_TIMEOUT_MS,
  MAX_RESPONSE_BYTES,
  MAX_RESPONSE_HEADER_COUNT,
  SILENCE_TIMEOUT_MS,
} from './egress-bounds.ts';
import { createPhaseTimer } from './phase-timer.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { createRequestBody } from './request-body.ts';
import { createResponseQueue, type ResponseQueue } from './response-queue.ts';
import { translateError } from './translate-error.ts';
import { readRawHeaders } from './wire-headers.ts';

/** Starts a request that was checked. `client` gives the connection pool. */
export function startExchange(
  client: () => Promise<Dispatcher>,
  prepared: PreparedRequest,
  request: EgressRequest,
): EgressExchange {
  let controller: Dispatcher.DispatchController | undefined;
  let received = 0;
  let answered = false;
  const timer = createPhaseTimer();
  const body = request.body === 'stream' ? createRequestBody() : undefined;
  const queue: ResponseQueue = createResponseQueue(() => {
    if (controller?.paused !== true || queue.over) return;
    awaitBytes();
    controller.resume();
  });

  const stop = (fault: EgressFault): void => {
    if (queue.over) return;
    timer.clear();
    queue.fail(fault);
    body?.stream.destroy();
    controller?.abort(new Error(fault.message));
  };
  const awaitPart = (ms: number | undefined, fault: EgressFault): void =>
    timer.set(Math.min(ms ?? SILENCE_TIMEOUT_MS, SILENCE_TIMEOUT_MS), () => stop(fault));
  const awaitBytes = (): void =>
    awaitPart(request.betweenBytesTimeoutMs, {
      code: 'connection-read-timeout',
      message: 'the response stopped',
    });

  /** What ends after it has begun is incomplete (RFC 9209, section 2.3). */
  const cutOff = (fault: EgressFault): EgressFault =>
    answered && fault.code === 'connection-terminated'
      ? { ...fault, code: 'HTTP-response-incomplete' }
      : fault;

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started;
      if (queue.over) return started.abort(new Error('the exchange is over'));
      awaitPart(request.firstByteTimeoutMs, {
        code: 'HTTP-response-timeout',
        message: 'no response came in time',
      });
    },
    onResponseStart(started, status) {
      if (status < 200) return;
      const headers = readRawHeaders(started.rawHeaders);
      if (headers.length > MAX_RESPONSE_HEADER_COUNT)
        return stop({ code: 'response-too-large', message: 'too many header fields', refusal: 'cap' });
      answered = true;
      queue.putHead(status, headers);
      awaitBytes();
    },
    onResponseData(started, chunk) {
      received += chunk.length;
      if (received > MAX_RESPONSE_BYTES)
        return stop({
          code: 'response-too-large',
          message: `the response is over ${MAX_RESPONSE_BYTES} bytes`,
          refusal: 'cap',
        });
      if (queue.putBytes(chunk)) return awaitBytes();
      started.pause();
      timer.clear();
    },
    onResponseEnd(started) {
      timer.clear();
      queue.putEnd(readRawHeaders(started.rawTrailers));
      body?.stream.destroy();
    },
    onResponseError(_started, error) {
      stop(cutOff(translateError(error)));
    },
  };

  const connectTimeout = Math.min(request.connectTimeoutMs ?? CONNECT_TIMEOUT_MS, CONNECT_TIMEOUT_MS);
  timer.set(connectTimeout, () =>
    stop({ code: 'connection-timeout', message: 'the connection was not made in time' }),
  );
  client()
    .then((dispatcher) =>
      dispatcher.dispatch(
        {
          origin: prepared.origin,
          path: prepared.path,
          method: prepared.method,
          headers: prepared.headers,
          body: body?.stream ?? (request.body instanceof Uint8Array ? request.body : null),
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      ),
    )
    .catch((error: unknown) => stop(translateError(error)));

  return {
    async send(chunk, end) {
      if (body === undefined)
        return err({ code: 'internal-error', message: 'the request has no streamed body' });
      const sent = await body.send(chunk, end);
      if (!sent.ok) stop(sent.error);
      return sent;
    },
    readable: () => queue.ready(),
    next: (max) => queue.take(max),
    [Symbol.asyncDispose]() {
      stop({ code: 'connection-terminated', message: 'the exchange was ended' });
      return Promise.resolve();
    },
  };
}

/** An exchange that was refused before it began. */
export function refusedExchange(fault: EgressFault): EgressExchange {
  return {
    send: () => Promise.resolve(err(fault)),
    readable: () => Promise.resolve(),
    next: () => Promise.resolve(err(fault)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
