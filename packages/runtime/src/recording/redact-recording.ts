/**
 * Threat: a recording is a file, and holds what the tool read: its secrets too. Rule: a mask of the same length stands
 * for each, in every frame; where one was, the recording says that it is not replayable, since what the tool made of the
 * secret is not what it makes of the mask. A recording whose form a mask would break is not kept at all.
 */
import { encodeRecording, parseRecording, type RecordedCall, type RecordedFrame } from '@kami/protocol';
import type { Redactor } from '@kami/sandbox';
import { concatBytes } from '@kami/types';
import type { Recorder } from './recorded-run.ts';

/** A recorder that gets recordings without the secrets of a call. */
export function redactRecordings(recorder: Recorder, redactor: Redactor): Recorder {
  return {
    host: recorder.host,
    keep(recording) {
      const redacted = redactRecording(recording, redactor);
      if (redacted !== undefined) recorder.keep(redacted);
    },
  };
}

/** A recording with masks for secrets, or nothing when it cannot be had. */
function redactRecording(recording: RecordedCall, redactor: Redactor): RecordedCall | undefined {
  const { start, frames, end } = recording;
  const masked: RecordedCall = {
    start: { ...start, args: redactor.bytes(start.args) },
    frames: maskBodies(frames, redactor),
    end: end.kind === 'ended' ? end : { ...end, payload: redactor.bytes(end.payload) },
  };
  const whole = encodeRecording(recording);
  const encoded = redactor.bytes(encodeRecording(masked));
  const parsed = parseRecording(encoded);
  if (!parsed.ok) return undefined;
  const isSame = encoded.length === whole.length && encoded.every((byte, index) => byte === whole[index]);
  if (isSame || parsed.value.end.kind === 'ended') return parsed.value;
  return { ...parsed.value, end: { ...parsed.value.end, replayable: false } };
}

/** Bytes that belong together are masked together: a secret may stand in two frames. */
function maskBodies(frames: readonly RecordedFrame[], redactor: Redactor): readonly RecordedFrame[] {
  const groups = Map.groupBy(frames, channelOf);
  const bodies = new Map<RecordedFrame, Uint8Array>();
  const replies = new Map<RecordedFrame, Uint8Array>();
  for (const group of groups.values()) {
    maskTogether(group, bodies, ({ body }) => body, redactor);
    maskTogether(group, replies, (frame) => (frame.kind === 'call' ? frame.replyBody : undefined), redactor);
  }
  return frames.map((frame) => {
    const body = bodies.get(frame) ?? frame.body;
    return frame.kind === 'call'
      ? { ...frame, body, replyBody: replies.get(frame) ?? frame.replyBody }
      : { ...frame, body };
  });
}

function maskTogether(
  frames: readonly RecordedFrame[],
  masked: Map<RecordedFrame, Uint8Array>,
  bytesOf: (frame: RecordedFrame) => Uint8Array | undefined,
  redactor: Redactor,
): void {
  const parts = frames.flatMap((frame) => {
    const bytes = bytesOf(frame);
    return bytes === undefined ? [] : [{ frame, bytes }];
  });
  const redacted = redactor.bytes(concatBytes(parts.map(({ bytes }) => bytes)));
  let from = 0;
  for (const { frame, bytes } of parts) masked.set(frame, redacted.slice(from, (from += bytes.length)));
}

function channelOf({ call }: RecordedFrame): string {
  const handle = 'handle' in call ? call.handle : undefined;
  const stream = 'stream' in call ? call.stream : undefined;
  return JSON.stringify([call.op, handle, stream]);
}
