import type { KamiError, KamiErrorCode } from '@kami/types';
import { JSON_RPC_CODES } from '../json-rpc/json-rpc-message.ts';
import type { McpCallResult } from './mcp-shapes.ts';

/** How an error crosses the wire: as a tool's result, which a model reads, or as an error of the protocol. */
export type McpFailure =
  | { readonly kind: 'tool-error'; readonly result: McpCallResult }
  | { readonly kind: 'protocol-error'; readonly code: number; readonly message: string };

const { invalidParams, internalError } = JSON_RPC_CODES;

/** Every code of KAMI: `tool-error`, or the JSON-RPC code. What a model can act on is a tool error. */
const FAILURES: { readonly [C in KamiErrorCode]: 'tool-error' | number } = {
  KAMI_USAGE: invalidParams,
  KAMI_ARGUMENT_INVALID: 'tool-error',
  KAMI_TOOL_UNKNOWN: invalidParams,
  KAMI_MANIFEST_INVALID: internalError,
  KAMI_COMPONENT_INVALID: internalError,
  KAMI_IMPORT_UNKNOWN: internalError,
  KAMI_TYPE_UNSUPPORTED: internalError,
  KAMI_NAME_TAKEN: internalError,
  KAMI_CONFIG_INVALID: internalError,
  KAMI_SOURCE_UNREADABLE: internalError,
  KAMI_TOOL_FAILED: 'tool-error',
  KAMI_TOOL_TRAPPED: 'tool-error',
  KAMI_TOOL_RESULT_INVALID: 'tool-error',
  KAMI_TOOL_BROKEN: 'tool-error',
  KAMI_DENIED: 'tool-error',
  KAMI_TOOL_HELD: 'tool-error',
  KAMI_DEADLINE_EXCEEDED: 'tool-error',
  KAMI_MEMORY_EXCEEDED: 'tool-error',
  KAMI_OUTPUT_TOO_LARGE: 'tool-error',
  KAMI_QUEUE_FULL: 'tool-error',
  KAMI_CANCELLED: 'tool-error',
  KAMI_STOPPING: 'tool-error',
  KAMI_CONFLICT: internalError,
  KAMI_EXECUTOR_FAULT: 'tool-error',
  KAMI_STORE_CORRUPT: internalError,
  KAMI_STORE_NEWER: internalError,
  KAMI_STORE_FAILED: internalError,
  KAMI_HOME_UNUSABLE: internalError,
  KAMI_NETWORK_FAILED: internalError,
  KAMI_INTERNAL: internalError,
};

/** An error as a client gets it: code, message and hint; never its cause. */
export function errorToMcp(error: KamiError): McpFailure {
  const hint = error.hint === undefined ? '' : `\n${error.hint}`;
  const text = `${error.code}: ${error.message}${hint}`;
  const failure = FAILURES[error.code];
  return failure === 'tool-error'
    ? { kind: 'tool-error', result: { content: [{ type: 'text', text }], isError: true } }
    : { kind: 'protocol-error', code: failure, message: text };
}
