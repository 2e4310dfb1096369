import { JSON_RPC_CODES, errorToMcp, type McpCallResult } from '@kami/protocol';
import type { KamiError } from '@kami/types';
import { ProtocolError } from '@modelcontextprotocol/server';

/** The SDK's error of the protocol for an error of KAMI, which is its cause: for the log, never for the wire. */
export function toProtocolError(error: KamiError): ProtocolError {
  const failure = errorToMcp(error);
  const [code, message] =
    failure.kind === 'protocol-error'
      ? [failure.code, failure.message]
      : [codeOutsideTools(error), `${error.code}: ${error.message}`];
  const uri = error.data?.['uri'];
  const data = typeof uri === 'string' ? { uri } : undefined;
  return Object.assign(new ProtocolError(code, message, data), { cause: error });
}

/** A failed call as the result that a model reads. Throws `ProtocolError` for what a model cannot act on. */
export function toFailedCall(error: KamiError): McpCallResult {
  const failure = errorToMcp(error);
  if (failure.kind === 'tool-error') return failure.result;
  throw toProtocolError(error);
}

/** What is a tool's error in a call of one: of a resource or a prompt, it is an error of the protocol. */
function codeOutsideTools({ code }: KamiError): number {
  return code === 'KAMI_ARGUMENT_INVALID' ? JSON_RPC_CODES.invalidParams : JSON_RPC_CODES.internalError;
}
