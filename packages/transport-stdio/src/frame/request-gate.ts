/**
 * Threat: a client whose requests cannot be told apart, or that calls before the protocol is agreed on.
 * Rule: an id is in flight once, and a request without the envelope of 2026-07-28 comes after
 * `initialize` (2025-11-25, Lifecycle), `ping` apart.
 */
import { JSON_RPC_CODES, type JsonRpcId, type JsonRpcMessage, type JsonRpcRejection } from '@kami/protocol';
import { isJsonObject, type Json } from '@kami/types';

/** Knows which requests of one connection are in flight. */
export interface RequestGate {
  /** Takes a message that came in; gives why it must not go on, if so. */
  admit(message: JsonRpcMessage): JsonRpcRejection | undefined;
  /** Takes a message that goes out: an answer ends its request. */
  settle(message: object): void;
}

const ENVELOPE_PREFIX = 'io.modelcontextprotocol/';

/** Makes the gate of one connection. */
export function createRequestGate(): RequestGate {
  const inFlight = new Set<unknown>();
  let opened = false;
  return {
    admit(message) {
      if (!('method' in message)) return undefined;
      opened ||= message.method === 'initialize' || hasEnvelope(message.params?.['_meta']);
      if (!('id' in message)) {
        // A cancelled request gets no answer, so its id is free again.
        if (message.method === 'notifications/cancelled') inFlight.delete(message.params?.['requestId']);
        return undefined;
      }
      if (!opened && message.method !== 'ping') {
        return reject(
          'the connection is not initialized: send initialize first, or the _meta of 2026-07-28',
          message.id,
        );
      }
      // The id of the answer is null: with the id itself it would answer the request that is in flight.
      if (inFlight.has(message.id))
        return reject(`a request with the id ${JSON.stringify(message.id)} is in flight`, null);
      inFlight.add(message.id);
      return undefined;
    },
    settle(message) {
      if (!('method' in message) && 'id' in message) inFlight.delete(message.id);
    },
  };
}

function hasEnvelope(meta: Json | undefined): boolean {
  return isJsonObject(meta) && Object.keys(meta).some((key) => key.startsWith(ENVELOPE_PREFIX));
}

function reject(why: string, id: JsonRpcId | null): JsonRpcRejection {
  return { code: JSON_RPC_CODES.invalidRequest, message: `Invalid Request: ${why}`, id };
}
