import type { RecordedFrame } from '@kami/protocol';
import type { HostCallSeam } from '../executor.ts';

const NOTHING: Uint8Array = new Uint8Array(0);

/** A seam that keeps what crosses it. */
export interface RecordingSeam {
  readonly seam: HostCallSeam;
  /** What has crossed so far, in the order in which the executor sent it. */
  readonly frames: readonly RecordedFrame[];
}

/** Puts a recorder before a seam: whatever crosses is passed on as it is, and kept with its reply. */
export function createRecordingSeam(inner: HostCallSeam): RecordingSeam {
  const frames: RecordedFrame[] = [];
  const seam: HostCallSeam = {
    async call(call, body) {
      const sent = new Uint8Array(body);
      const reply = await inner.call(call, body);
      frames.push({
        kind: 'call',
        call,
        body: sent,
        reply: reply.header,
        replyBody: new Uint8Array(reply.body ?? NOTHING),
      });
      return reply;
    },
    oneway(call, body) {
      frames.push({ kind: 'oneway', call, body: new Uint8Array(body) });
      inner.oneway(call, body);
    },
  };
  return { seam, frames };
}
