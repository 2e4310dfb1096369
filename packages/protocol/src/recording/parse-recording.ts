import { err, isJsonObject, ok, type JsonObject, type Result } from '@kami/types';
import { decodeBase64 } from '../parse/base64.ts';
import { boundedJson } from '../parse/bounded-json.ts';
import { decodeUtf8 } from '../parse/decode-utf8.ts';
import { parseShape } from '../parse/shape.ts';
import { parseHostCall } from '../host-call/parse-host-call.ts';
import { parseOnewayCall } from '../host-call/parse-oneway-call.ts';
import { parseResultHeader } from '../executor/parse-result-header.ts';
import {
  RECORDING_VERSION,
  type RecordedCall,
  type RecordedEnd,
  type RecordedFrame,
  type StartFrame,
} from './recorded-call.ts';
import { REPLY } from './reply-shapes.ts';
import { START } from './start-shapes.ts';

/** Largest recording, in bytes: the largest answer several times over. */
export const MAX_RECORDING_BYTES: number = 256 * 1024 * 1024;
const LINE_BOUNDS = { maxDepth: 64, maxBytes: MAX_RECORDING_BYTES, rejectDuplicateKeys: true };
const NOTHING: Uint8Array = new Uint8Array(0);

/** Reads a recording in the form of `encodeRecording`. The error names the line. */
export function parseRecording(file: Uint8Array): Result<RecordedCall, string> {
  if (file.length > MAX_RECORDING_BYTES) return err(`over ${MAX_RECORDING_BYTES} bytes`);
  const whole = decodeUtf8(file);
  if (whole === undefined) return err('the recording is not UTF-8');
  const lines = whole.split('\n');
  if (lines.pop() !== '' || lines.length < 2) return err('the recording is cut off');
  const frames: RecordedFrame[] = [];
  let start: StartFrame | undefined;
  for (const [index, text] of lines.entries()) {
    const json = boundedJson(text, LINE_BOUNDS);
    const line = json.ok && isJsonObject(json.value) ? json.value : undefined;
    const at = `line ${index + 1}`;
    if (line === undefined) return err(`${at}: ${json.ok ? 'expected an object' : json.error.message}`);
    if (index === lines.length - 1) {
      const end = parseEnd(line);
      if (!end.ok) return err(`${at}: ${end.error}`);
      return start === undefined ? err('line 1: not a start') : ok({ start, frames, end: end.value });
    }
    const part = index === 0 ? parseStart(line) : parseFrame(line);
    if (!part.ok) return err(`${at}: ${part.error}`);
    if ('kind' in part.value) frames.push(part.value);
    else start = part.value;
  }
  return err('the recording is cut off');
}

function parseStart({ recording, start, args, ...rest }: JsonObject): Result<StartFrame, string> {
  if (recording !== RECORDING_VERSION) return err(`this is no recording of version ${RECORDING_VERSION}`);
  const bytes = parseBytes(args);
  if (bytes === undefined) return err('args are no base64');
  const header = parseShape(START, start);
  return header.ok ? closed(rest, { ...header.value, args: bytes }) : header;
}

function parseFrame(line: JsonObject): Result<RecordedFrame, string> {
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

function parseEnd(line: JsonObject): Result<RecordedEnd, string> {
  return 'ended' in line ? parseEnded(line) : parseResult(line);
}

function parseEnded({ ended, ...rest }: JsonObject): Result<RecordedEnd, string> {
  return typeof ended === 'string'
    ? closed(rest, { kind: 'ended', code: ended, replayable: false })
    : err('the end has another form');
}

function parseResult({ result, payload, replayable, ...rest }: JsonObject): Result<RecordedEnd, string> {
  const header = parseResultHeader(result);
  if (!header.ok) return header;
  const bytes = parseBytes(payload);
  if (bytes === undefined || typeof replayable !== 'boolean') return err('the result has another form');
  return closed(rest, { kind: 'result', header: header.value, payload: bytes, replayable });
}

function closed<T>(rest: JsonObject, value: T): Result<T, string> {
  const [unknown] = Object.keys(rest);
  return unknown === undefined ? ok(value) : err(`unknown key ${JSON.stringify(unknown.slice(0, 40))}`);
}

function parseBytes(text: unknown): Uint8Array | undefined {
  if (text === undefined) return NOTHING;
  return typeof text === 'string' ? decodeBase64(text) : undefined;
}
