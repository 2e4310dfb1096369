import { encodeBase64 } from '../parse/base64.ts';
import type { RecordedFrame } from './recorded-call.ts';

/** The line of a frame, before it is JSON. */
export function encodeFrame(frame: RecordedFrame): object {
  if (frame.kind === 'oneway') return { oneway: frame.call, ...bytes('body', frame.body) };
  const { call, body, reply, replyBody } = frame;
  return { call, ...bytes('body', body), reply, ...bytes('replyBody', replyBody) };
}

/** Bytes of a line in base64 under a key; none are left out. */
export function bytes(key: string, value: Uint8Array): object {
  return value.length === 0 ? {} : { [key]: encodeBase64(value) };
}
