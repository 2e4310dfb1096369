import { err, isJsonObject, ok, type JsonObject, type Result } from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { decodeUtf8 } from '../parse/decode-utf8.ts';
import { parseShape } from '../parse/shape.ts';
import { parseResultHeader } from '../executor/parse-result-header.ts';
import {
  RECORDING_VERSION,
  type RecordedCall,
  type RecordedEnd,
  type RecordedFrame,
  type StartFrame,
} from './recorded-call.ts';
import { closed, parseBytes, parseFrame } from './parse-recorded-frame.ts';
import { START } from './start-shapes.ts';

/** Largest recording, in bytes: the largest answer several times over. */
export const MAX_RECORDING_BYTES: number = 256 * 1024 * 1024;
const LINE_BOUNDS = { maxDepth: 64, maxBytes: MAX_RECORDING_BYTES, rejectDuplicateKeys: true };

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
