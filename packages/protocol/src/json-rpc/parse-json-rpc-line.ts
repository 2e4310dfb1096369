/**
 * Threat: a line that two readers read differently, or that ends a server. Rule: strict JSON with a
 * bound on depth, no key twice, one message a line, and exactly the keys of its kind; everything else
 * gets an error of JSON-RPC 2.0 and leaves the connection as it was.
 */
import { err, isJsonObject, type Json, type JsonObject, type Result } from '@kami/types';
import { boundedJson, type JsonFault } from '../parse/bounded-json.ts';
import { either, fields } from '../parse/composite-shapes.ts';
import { anyJson, jsonObject } from '../parse/json-shapes.ts';
import { integer, literal, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import {
  JSON_RPC_CODES,
  type JsonRpcId,
  type JsonRpcMessage,
  type JsonRpcRejection,
} from './json-rpc-message.ts';

/** Containers inside each other in a message. */
export const MAX_MESSAGE_DEPTH = 128;

const jsonrpc = literal('2.0');
const id: Shape<JsonRpcId> = either(text(256), integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
const method = text(256, 1);
const params = { params: jsonObject };
const error = fields(
  { code: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), message: text(65_536) },
  { data: anyJson },
);

const REQUEST: Shape<JsonRpcMessage> = fields({ jsonrpc, id, method }, params);
const NOTIFICATION: Shape<JsonRpcMessage> = fields({ jsonrpc, method }, params);
const SUCCESS: Shape<JsonRpcMessage> = fields({ jsonrpc, id, result: jsonObject });
const FAILURE: Shape<JsonRpcMessage> = fields({ jsonrpc, error }, { id });

/** Reads one line, without its line break, of at most `maxBytes`. The error is the answer to send. */
export function parseJsonRpcLine(
  line: string | Uint8Array,
  maxBytes: number,
): Result<JsonRpcMessage, JsonRpcRejection> {
  const json = boundedJson(line, { maxBytes, maxDepth: MAX_MESSAGE_DEPTH, rejectDuplicateKeys: true });
  if (!json.ok) return err(rejectFault(json.error, startsWithMark(line)));
  if (Array.isArray(json.value))
    return err(invalid('batches are not supported; send one message a line', null));
  if (!isJsonObject(json.value)) return err(invalid('a message is an object', null));
  const message = parseShape(shapeOf(json.value), json.value);
  return message.ok ? message : err(invalid(message.error, idOf(json.value)));
}

function shapeOf(value: JsonObject): Shape<JsonRpcMessage> {
  if (Object.hasOwn(value, 'method')) return Object.hasOwn(value, 'id') ? REQUEST : NOTIFICATION;
  if (Object.hasOwn(value, 'result')) return SUCCESS;
  return Object.hasOwn(value, 'error') ? FAILURE : REQUEST;
}

/** The id to answer to: only a request's, so that no answer is ever answered. */
function idOf(value: JsonObject): JsonRpcId | null {
  const isAnswer = Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error');
  const found: Result<JsonRpcId, string> = isAnswer
    ? err('an answer')
    : parseShape(id, value['id'] satisfies Json | undefined);
  return found.ok ? found.value : null;
}

function rejectFault({ kind, message }: JsonFault, marked: boolean): JsonRpcRejection {
  if (kind !== 'syntax' && kind !== 'encoding') return invalid(message, null);
  const why = marked ? 'not JSON: it begins with a byte-order mark' : message;
  return { code: JSON_RPC_CODES.parseError, message: `Parse error: ${why}`, id: null };
}

function invalid(message: string, of: JsonRpcId | null): JsonRpcRejection {
  return { code: JSON_RPC_CODES.invalidRequest, message: `Invalid Request: ${message}`, id: of };
}

function startsWithMark(line: string | Uint8Array): boolean {
  return typeof line === 'string'
    ? line.startsWith('\ufeff')
    : line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
}
