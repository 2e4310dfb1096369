import type { KamiError, KamiErrorCode } from '@kami/types';
import { JSON_RPC_CODES } from '../json-rpc/json-rpc-message.ts';
import type { McpCallResult } from './mcp-shapes.ts';

/** How an error crosses the wire: as a tool's result, which a model reads, or as an error of the protocol. */
export type McpFailure =
  | { readonly kind: 'tool-error'; readonly result: McpCallResult }
  | { readonly kind: 'protocol-error'; readonly code: number; readonly message: string };

const { invalidParams, internalError } = JSON_RPC_CODES;

/**
 * Every code of KAMI. What a model can act on is a `tool-error`; `operator` says no more than its code, as its message
 * names files of the host; the others are the JSON-RPC code.
 */
const FAILURES: { readonly [C in KamiErrorCode]: 'tool-error' | 'operator' | number } = {
  KAMI_USAGE: invalidParams,
  KAMI_ARGUMENT_INVALID: 'tool-error',
  KAMI_TOOL_UNKNOWN: invalidParams,
  KAMI_RESOURCE_UNKNOWN: invalidParams,
  KAMI_PROMPT_UNKNOWN: invalidParams,
  KAMI_MANIFEST_INVALID: internalError,
  KAMI_COMPONENT_INVALID: internalError,
  KAMI_IMPORT_UNKNOWN: internalError,
  KAMI_TYPE_UNSUPPORTED: internalError,
  KAMI_BUILD_FAILED: internalError,
  KAMI_NAME_TAKEN: internalError,
  KAMI_LOCK_MISMATCH: 'operator',
  KAMI_CONFIG_INVALID: 'operator',
  KAMI_SOURCE_UNREADABLE: 'operator',
  KAMI_SOURCE_REFUSED: 'operator',
  KAMI_TOOL_FAILED: 'tool-error',
  KAMI_TOOL_TRAPPED: 'tool-error',
  KAMI_TOOL_RESULT_INVALID: 'tool-error',
  KAMI_TOOL_BROKEN: 'tool-error',
  KAMI_DENIED: 'tool-error',
  KAMI_TOOL_HELD: 'tool-error',
  KAMI_SIGNATURE_REFUSED: 'tool-error',
  KAMI_DEADLINE_EXCEEDED: 'tool-error',
  KAMI_MEMORY_EXCEEDED: 'tool-error',
  KAMI_OUTPUT_TOO_LARGE: 'tool-error',
  KAMI_QUEUE_FULL: 'tool-error',
  KAMI_CANCELLED: 'tool-error',
  KAMI_STOPPING: 'tool-error',
  KAMI_CONFLICT: 'tool-error',
  KAMI_EXECUTOR_FAULT: 'tool-error',
  KAMI_WALL_MISSING: 'operator',
  KAMI_STORE_CORRUPT: 'operator',
  KAMI_STORE_NEWER: 'operator',
  KAMI_STORE_FAILED: 'operator',
  KAMI_HOME_UNUSABLE: 'operator',
  KAMI_SECRETS_UNUSABLE: 'operator',
  KAMI_NETWORK_FAILED: internalError,
  KAMI_INTERNAL: internalError,
};

/** What stands in the place of a message that is for the operator alone. */
const FOR_OPERATOR = 'KAMI cannot use its own files; the log has the reason, and so has: kami doctor';

/** An error as a client gets it: code, message and hint; never its cause, nor a path of the host. */
export function errorToMcp(error: KamiError): McpFailure {
  const failure = FAILURES[error.code];
  if (failure === 'operator')
    return { kind: 'protocol-error', code: internalError, message: `${error.code}: ${FOR_OPERATOR}` };
  const hint = error.hint === undefined ? '' : `\n${error.hint}`;
  const text = `${error.code}: ${error.message}${hint}`;
  return failure === 'tool-error'
    ? { kind: 'tool-error', result: { content: [{ type: 'text', text }], isError: true } }
    : { kind: 'protocol-error', code: failure, message: text };
}
