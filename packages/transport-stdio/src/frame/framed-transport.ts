import type { Readable, Writable } from 'node:stream';
import { JSON_RPC_CODES, parseJsonRpcLine, rejectionFrame, type JsonRpcRejection } from '@kami/protocol';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { createInbox } from './inbox.ts';
import { toLegacyError } from './legacy-error.ts';
import type { LineEvent } from './line-reader.ts';
import { createOutbox } from './outbox.ts';
import { createRequestGate } from './request-gate.ts';

/** Where frames come from and go to. */
export interface FramedStreams {
  readonly input: Readable;
  readonly output: Writable;
  /** Bound of one message, in bytes. */
  readonly maxMessageBytes: number;
  /** How long the other side may take no frame while some wait (milliseconds). */
  readonly stallMs: number;
  /** Told of refused lines and broken streams. */
  readonly onError: (error: unknown) => void;
}

/** A transport and when it ended. */
export interface FramedTransport {
  readonly transport: Transport;
  /** Resolves when the input has ended, the output broke or nobody reads it, or the transport was closed. */
  readonly ended: Promise<void>;
  /** Resolves with the bytes that nobody read: 0, or more once `withinMs` have passed. */
  flush(withinMs: number): Promise<number>;
  /** Says from now on what is not there with the code of the legacy era. */
  readonly useLegacyErrors: () => void;
}

/**
 * A transport of the MCP SDK over two streams: one message a line. What is no message gets an error of
 * JSON-RPC and the connection lives on; input is read only while the other side reads the output. Ends
 * when the input ends, the output breaks or the other side takes nothing for `stallMs`.
 */
export function createFramedTransport(streams: FramedStreams): FramedTransport {
  const { input, output, maxMessageBytes, stallMs, onError: report } = streams;
  const gate = createRequestGate();
  const { promise: ended, resolve: tellEnded } = Promise.withResolvers<void>();
  const onStall = (): void => onError(new Error(`the client read nothing for ${stallMs} ms`));
  const outbox = createOutbox({ output, stallMs, onStall });
  let closed = false;
  let isLegacy = false;

  const write = (frame: object): void => {
    if (closed) return;
    outbox.write(frame);
    if (outbox.isFull) inbox.proceed();
  };
  const refuse = (rejection: JsonRpcRejection): void => {
    write(rejectionFrame(rejection));
    report(new Error(rejection.message));
  };
  const take = (event: LineEvent): void => {
    if (event.kind === 'too-long') {
      return refuse({
        code: JSON_RPC_CODES.invalidRequest,
        message: `Invalid Request: over ${maxMessageBytes} bytes`,
        id: null,
      });
    }
    if (event.bytes.length === 0) return;
    const message = parseJsonRpcLine(event.bytes, maxMessageBytes);
    const rejection = message.ok ? gate.admit(message.value) : message.error;
    if (rejection !== undefined) return refuse(rejection);
    if (message.ok) transport.onmessage?.(message.value);
  };
  const inbox = createInbox({ input, maxMessageBytes, take, mayTake: () => !closed && !outbox.isFull });

  const onDrain = (): void => inbox.proceed();
  const onEnd = (): void => end();
  const onError = (error: Error): void => {
    if (!closed) report(error);
    end();
  };
  const end = (): void => {
    if (closed) return;
    closed = true;
    inbox.stop();
    input.off('close', onEnd);
    output.off('drain', onDrain).off('close', onEnd);
    // The error listeners stay: a late error of a closed pipe must not end the process.
    transport.onclose?.();
    tellEnded();
  };

  const transport: Transport = {
    start() {
      input.on('error', onError).on('close', onEnd);
      inbox.start(onEnd);
      output.on('error', onError).on('close', onEnd).on('drain', onDrain);
      if (input.readableEnded || input.destroyed) queueMicrotask(onEnd);
      return Promise.resolve();
    },
    send(message: JSONRPCMessage) {
      gate.settle(message);
      write(isLegacy ? toLegacyError(message) : message);
      return Promise.resolve();
    },
    close() {
      end();
      return Promise.resolve();
    },
  };
  return {
    transport,
    ended,
    flush: async (withinMs) => outbox.flush(withinMs),
    useLegacyErrors: () => (isLegacy = true),
  };
}
