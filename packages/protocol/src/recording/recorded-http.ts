/**
 * Recorded HTTP as a file: the frames of a recording (`encodeRecording`) that are HTTP, one exchange after the other, after
 * a first line that says so. Handles are counted from 1 and times are zero, so that the same exchanges give the same bytes.
 */
import { err, isJsonObject, ok, type JsonObject, type Result } from '@kami/types';
import type { HttpReply } from '../host-call/http.ts';
import { boundedJson } from '../parse/bounded-json.ts';
import { decodeUtf8 } from '../parse/decode-utf8.ts';
import { encodeFrame } from './encode-recorded-frame.ts';
import { MAX_RECORDING_BYTES, parseRecording } from './parse-recording.ts';
import { closed, parseFrame } from './parse-recorded-frame.ts';
import { RECORDING_VERSION, type RecordedFrame } from './recorded-call.ts';
import { exchangesOf, type RecordedExchange, type RecordedResponse } from './recorded-exchange.ts';

const NOTHING: Uint8Array = new Uint8Array(0);
const NO_TIME = { wallMicros: 0, monotonicNanos: '0' } as const;
/** What one frame of a body holds at most, in bytes. */
const PART_BYTES: number = 64 * 1024;
const LINE_BOUNDS = { maxDepth: 64, maxBytes: MAX_RECORDING_BYTES, rejectDuplicateKeys: true };

/** Exchanges as UTF-8 text, a JSON object a line. */
export function encodeRecordedHttp(exchanges: readonly RecordedExchange[]): Uint8Array {
  const lines: readonly object[] = [
    { recording: RECORDING_VERSION, http: true },
    ...exchanges.flatMap((exchange, index) => framesOf(exchange, index + 1)).map(encodeFrame),
  ];
  return new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Reads such a file, or the HTTP of the recording of a whole call. The error names the line. */
export function parseRecordedHttp(file: Uint8Array): Result<readonly RecordedExchange[], string> {
  if (file.length > MAX_RECORDING_BYTES) return err(`over ${MAX_RECORDING_BYTES} bytes`);
  const whole = decodeUtf8(file);
  if (whole === undefined) return err('the recording is not UTF-8');
  const [first = '', ...lines] = whole.split('\n');
  if (lines.pop() !== '') return err('the recording is cut off');
  const head = parseLine(first);
  if (!head.ok) return err(`line 1: ${head.error}`);
  const { recording, http, ...rest } = head.value;
  if (http === undefined) {
    const call = parseRecording(file);
    return call.ok ? ok(exchangesOf(call.value.frames)) : call;
  }
  if (recording !== RECORDING_VERSION || http !== true)
    return err(`line 1: this is no recording of version ${RECORDING_VERSION}`);
  const only = closed(rest, undefined);
  if (!only.ok) return err(`line 1: ${only.error}`);
  const frames: RecordedFrame[] = [];
  for (const [index, text] of lines.entries()) {
    const at = `line ${index + 2}`;
    const line = parseLine(text);
    const frame = line.ok ? parseFrame(line.value) : line;
    if (!frame.ok) return err(`${at}: ${frame.error}`);
    if (frame.value.kind === 'oneway' || !frame.value.call.op.startsWith('http.'))
      return err(`${at}: it is not HTTP`);
    frames.push(frame.value);
  }
  return ok(exchangesOf(frames));
}

function parseLine(text: string): Result<JsonObject, string> {
  const json = boundedJson(text, LINE_BOUNDS);
  if (!json.ok) return err(json.error.message);
  return isJsonObject(json.value) ? ok(json.value) : err('expected an object');
}

function framesOf({ request, response }: RecordedExchange, handle: number): readonly RecordedFrame[] {
  const { method, url, headers, body } = request;
  const kind = body.length === 0 ? 'none' : 'whole';
  const start: RecordedFrame = {
    kind: 'call',
    call: { op: 'http.start', method, url, headers, body: kind },
    body,
    reply: { ok: 'started', handle, time: NO_TIME },
    replyBody: NOTHING,
  };
  return [start, ...responseFrames(response, handle)];
}

function responseFrames(response: RecordedResponse, handle: number): readonly RecordedFrame[] {
  const frame = (reply: HttpReply, replyBody: Uint8Array): RecordedFrame => ({
    kind: 'call',
    call: { op: 'http.next', handle, max: PART_BYTES },
    body: NOTHING,
    reply: { ...reply, time: NO_TIME },
    replyBody,
  });
  if ('httpError' in response) return [frame(response, NOTHING)];
  const { status, headers, body, trailers } = response;
  const isAll = body.length <= PART_BYTES && trailers === undefined;
  const frames = [frame({ ok: 'head', status, headers, end: isAll }, body.subarray(0, PART_BYTES))];
  for (let from = PART_BYTES; from < body.length; from += PART_BYTES) {
    const end = from + PART_BYTES >= body.length && trailers === undefined;
    frames.push(frame({ ok: 'bytes', end }, body.subarray(from, from + PART_BYTES)));
  }
  if (trailers !== undefined) frames.push(frame({ ok: 'bytes', end: true, trailers }, NOTHING));
  return frames;
}
