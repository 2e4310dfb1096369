import { bytes, encodeFrame } from './encode-recorded-frame.ts';
import { RECORDING_VERSION, type RecordedCall } from './recorded-call.ts';

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
