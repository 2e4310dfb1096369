import { JSON_RPC_CODES } from '@kami/protocol';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';

/** "Resource not found" before 2026-07-28 (MCP 2025-11-25, Resources, Error Handling). */
const RESOURCE_NOT_FOUND = -32_002;

/**
 * An answer as clients of the legacy era expect it: a resource that is not there has a code of its own, which the SDK
 * writes as invalid parameters in every era. It is known by KAMI's own code at the start of its message.
 */
export function toLegacyError(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message)) return message;
  const { error } = message;
  const isNotFound =
    error.code === JSON_RPC_CODES.invalidParams && error.message.startsWith('KAMI_RESOURCE_UNKNOWN: ');
  return isNotFound ? { ...message, error: { ...error, code: RESOURCE_NOT_FOUND } } : message;
}
