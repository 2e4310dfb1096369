import { encodeBase64 } from '../parse/base64.ts';
import { RECORDING_VERSION, type RecordedCall, type RecordedFrame } from './recorded-call.ts';

/**
 * A recording as UTF-8 text, a JSON object a line (JSON Lines), so that it can be read, cut and compared with plain
 * tools: the first line `{"recording":1,"start":…,"args":…}`, one line per frame `{"call":…,"body":…,"reply":…,
 * "replyBody":…}` or `{"oneway":…,"body":…}`, and the last `{"result":…,"payload":…,"replayable":…}` or
 * `{"ended":CODE}`. Bytes are base64; empty ones are left out.
 */
export function encodeRecording({ start: { args, ...start }, frames, end }: RecordedCall): Uint8Array {
  const lines: readonly object[] = [
    { recording: RECORDING_VERSION, start, ...bytes('args', args) },
    ...frames.map(encodeFrame),
    end.kind === 'ended'
      ? { ended: end.code }
      : { result: end.header, ...bytes('payload', end.payload), replayable: end.replayable },
  ];
  return new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function encodeFrame(frame: RecordedFrame): object {
  if (frame.kind === 'oneway') return { oneway: frame.call, ...bytes('body', frame.body) };
  const { call, body, reply, replyBody } = frame;
  return { call, ...bytes('body', body), reply, ...bytes('replyBody', replyBody) };
}

function bytes(key: string, value: Uint8Array): object {
  return value.length === 0 ? {} : { [key]: encodeBase64(value) };
}
