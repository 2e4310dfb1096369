/**
 * Threat: the answer of a guest, written by whoever broke out of it, that reaches the client as if the
 * host had said it. Rule: content blocks have exactly their keys, and a guest cannot set the metadata
 * that the protocol keeps for itself.
 */
import { err, LIMIT_RANGES, ok, type Result } from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { fields, list, refine } from '../parse/composite-shapes.ts';
import { anyJson, jsonObject } from '../parse/json-shapes.ts';
import { bool } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { isReservedMetaKey } from '../mcp/reserved-meta-key.ts';
import { MAX_CONTENT_BLOCKS, contentBlock } from './content-shapes.ts';
import type { DeliveredPayload } from './messages.ts';

/** Containers inside each other in an answer. */
export const MAX_RESULT_DEPTH = 64;
/** Bytes of an answer where the caller names no tighter bound: the largest `max_output_kb`. */
export const MAX_RESULT_BYTES: number = LIMIT_RANGES.maxOutputKb.maximum * 1024;

const meta = refine(jsonObject, (value) => {
  const reserved = Object.keys(value).find(isReservedMetaKey);
  return reserved === undefined ? undefined : `the key ${JSON.stringify(reserved.slice(0, 80))} is reserved`;
});

const DELIVERED: Shape<DeliveredPayload> = fields(
  { content: list(contentBlock, MAX_CONTENT_BLOCKS), isError: bool },
  { structured: anyJson, meta },
);

/** Reads the body of a `delivered` result: UTF-8 JSON of at most `maxBytes`. The error says which rule was broken. */
export function parseDeliveredPayload(
  body: Uint8Array,
  maxBytes: number = MAX_RESULT_BYTES,
): Result<DeliveredPayload, string> {
  const json = boundedJson(body, { maxBytes, maxDepth: MAX_RESULT_DEPTH, rejectDuplicateKeys: true });
  if (!json.ok) return err(json.error.message);
  const payload = parseShape(DELIVERED, json.value);
  return payload.ok ? ok(payload.value) : err(payload.error);
}
