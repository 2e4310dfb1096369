import { err, ok, type JsonObject, type Result } from '@kami/types';
import { decodeBase64 } from '../parse/base64.ts';
import { parseShape } from '../parse/shape.ts';
import { parseHostCall } from '../host-call/parse-host-call.ts';
import { parseOnewayCall } from '../host-call/parse-oneway-call.ts';
import type { RecordedFrame } from './recorded-call.ts';
import { REPLY } from './reply-shapes.ts';

const NOTHING: Uint8Array = new Uint8Array(0);

/** Reads a line that holds a frame. The error says what is wrong with it. */
export function parseFrame(line: JsonObject): Result<RecordedFrame, string> {
  return 'oneway' in line ? parseOneway(line) : parseCall(line);
}

function parseOneway({ oneway, body, ...rest }: JsonObject): Result<RecordedFrame, string> {
  const bytes = parseBytes(body);
  if (bytes === undefined) return err('a body is no base64');
  const parsed = parseOnewayCall(oneway);
  return parsed.ok ? closed(rest, { kind: 'oneway', call: parsed.value, body: bytes }) : parsed;
}

function parseCall({ call, body, reply, replyBody, ...rest }: JsonObject): Result<RecordedFrame, string> {
  const bytes = parseBytes(body);
  const replyBytes = parseBytes(replyBody);
  if (bytes === undefined || replyBytes === undefined) return err('a body is no base64');
  const parsed = parseHostCall(call);
  if (!parsed.ok) return parsed;
  const answer = parseShape(REPLY, reply);
  if (!answer.ok) return answer;
  return closed(rest, {
    kind: 'call',
    call: parsed.value,
    body: bytes,
    reply: answer.value,
    replyBody: replyBytes,
  });
}

/** The value, where nothing is left of its line. */
export function closed<T>(rest: JsonObject, value: T): Result<T, string> {
  const [unknown] = Object.keys(rest);
  return unknown === undefined ? ok(value) : err(`unknown key ${JSON.stringify(unknown.slice(0, 40))}`);
}

/** Bytes of a line, none where they are left out; nothing when they are no base64. */
export function parseBytes(text: unknown): Uint8Array | undefined {
  if (text === undefined) return NOTHING;
  return typeof text === 'string' ? decodeBase64(text) : undefined;
}
