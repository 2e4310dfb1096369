import type { Json, JsonObject } from '@kami/types';

/** Error codes of JSON-RPC 2.0, section 5.1. */
export const JSON_RPC_CODES = {
  parseError: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internalError: -32_603,
} as const;

/** The id of a request: text or a safe integer (MCP forbids null; JSON-RPC 2.0 discourages fractions). */
export type JsonRpcId = string | number;

/** A call that wants an answer. */
export interface JsonRpcRequest {
  readonly jsonrpc: '2.0';
  readonly id: JsonRpcId;
  readonly method: string;
  readonly params?: JsonObject;
}

/** A call without an answer. */
export interface JsonRpcNotification {
  readonly jsonrpc: '2.0';
  readonly method: string;
  readonly params?: JsonObject;
}

/** The answer to a request that worked. */
export interface JsonRpcSuccess {
  readonly jsonrpc: '2.0';
  readonly id: JsonRpcId;
  readonly result: JsonObject;
}

/** The answer to a request that failed; without an id where the request's could not be read. */
export interface JsonRpcFailure {
  readonly jsonrpc: '2.0';
  readonly id?: JsonRpcId;
  readonly error: { readonly code: number; readonly message: string; readonly data?: Json };
}

/** Any message of JSON-RPC 2.0 as MCP uses it: no batches, `params` by name. */
export type JsonRpcMessage = JsonRpcRequest | JsonRpcNotification | JsonRpcSuccess | JsonRpcFailure;

/** Why a line was refused, in the form of the error to answer with. */
export interface JsonRpcRejection {
  readonly code: number;
  readonly message: string;
  /** The request's id, or null where there is none to trust. */
  readonly id: JsonRpcId | null;
}

/** The frame that answers a rejection. */
export function rejectionFrame({ code, message, id }: JsonRpcRejection): JsonObject {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
