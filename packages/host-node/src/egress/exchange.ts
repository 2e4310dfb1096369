import type { WireHeader } from '@kami/protocol';
import type { EgressExchange, EgressFault, EgressRequest } from '@kami/sandbox';
import { err, ok } from '@kami/types';
import type { Dispatcher } from 'undici';
import { createExchangeClock } from './exchange-clock.ts';
import { MAX_RESPONSE_BYTES, MAX_RESPONSE_HEADER_COUNT } from './egress-bounds.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { createRequestBody } from './request-body.ts';
import { refuseTrailers } from './request-trailers.ts';
import { createResponseQueue, type ResponseQueue } from './response-queue.ts';
import type { SentBody, ToolClient } from './tool-client.ts';
import { translateError } from './translate-error.ts';
import { readRawHeaders } from './wire-headers.ts';

/** Starts a request that was checked. `client` gives the connections of its tool. */
export function startExchange(
  client: () => Promise<ToolClient>,
  prepared: PreparedRequest,
  request: EgressRequest,
): EgressExchange {
  let controller: Dispatcher.DispatchController | undefined;
  let received = 0;
  let answered = false;
  let sentTrailers: readonly WireHeader[] = [];
  const body = request.body === 'stream' ? createRequestBody() : undefined;
  const queue: ResponseQueue = createResponseQueue(() => {
    if (controller?.paused !== true || queue.over) return;
    clock.awaitBytes();
    controller.resume();
  });

  const stop = (fault: EgressFault): void => {
    if (queue.over) return;
    clock.clear();
    queue.fail(fault);
    body?.stream.destroy();
    controller?.abort(new Error(fault.message));
  };
  const clock = createExchangeClock(request, () => body?.congested === true, stop);

  /** What ends after it has begun is incomplete (RFC 9209, section 2.3). */
  const cutOff = (fault: EgressFault): EgressFault =>
    answered && fault.code === 'connection-terminated'
      ? { ...fault, code: 'HTTP-response-incomplete' }
      : fault;

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started;
      if (queue.over) return started.abort(new Error('the exchange is over'));
      clock.awaitHead();
    },
    onResponseStart(started, status) {
      if (status < 200) return;
      const headers = readRawHeaders(started.rawHeaders);
      if (headers.length > MAX_RESPONSE_HEADER_COUNT)
        return stop({
          code: 'HTTP-response-header-section-size',
          message: 'too many header fields',
          refusal: 'cap',
        });
      answered = true;
      queue.putHead(status, headers);
      clock.awaitBytes();
    },
    onResponseData(started, chunk) {
      received += chunk.length;
      if (received > MAX_RESPONSE_BYTES)
        return stop({
          code: 'response-too-large',
          message: `the response is over ${MAX_RESPONSE_BYTES} bytes`,
          detail: { size: MAX_RESPONSE_BYTES },
          refusal: 'cap',
        });
      if (queue.putBytes(chunk)) return clock.awaitBytes();
      started.pause();
      clock.clear();
    },
    onResponseEnd(started) {
      clock.clear();
      queue.putEnd(readRawHeaders(started.rawTrailers));
      body?.stream.destroy();
    },
    onResponseError(_started, error) {
      stop(cutOff(translateError(error)));
    },
  };

  const content: SentBody =
    body === undefined
      ? request.body instanceof Uint8Array
        ? request.body
        : null
      : { stream: body.stream, trailers: () => sentTrailers };
  clock.awaitConnection();
  client()
    .then((opened) => opened.dispatch(prepared, content, handler))
    .catch((error: unknown) => stop(translateError(error)));

  return {
    async send(chunk, end, trailers = []) {
      if (body === undefined)
        return err({ code: 'internal-error', message: 'the request has no streamed body' });
      const refusal = refuseTrailers(trailers) ?? body.refuse(chunk.length);
      if (refusal !== undefined) {
        stop(refusal);
        return err(refusal);
      }
      sentTrailers = trailers;
      const room = await body.send(chunk, end);
      clock.sent();
      return queue.fault === undefined ? ok(room) : err(queue.fault);
    },
    writable: () => body?.room() ?? Promise.resolve(),
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
    writable: () => Promise.resolve(),
    readable: () => Promise.resolve(),
    next: () => Promise.resolve(err(fault)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
