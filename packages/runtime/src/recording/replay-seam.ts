import type { RecordedFrame } from '@kami/protocol';
import type { HostCallSeam } from '../executor.ts';

/** A seam that answers from a recording, with nothing behind it. */
export interface ReplayingSeam {
  readonly seam: HostCallSeam;
  /** Where the call first did something else than the recorded one; nothing while it follows. */
  readonly divergence: string | undefined;
  /** Frames of the recording that the call has not sent. */
  readonly left: number;
}

/**
 * Answers each host call with the recorded reply, as long as the executor sends what it sent then, byte by byte and in
 * the same order. At the first difference `stop` is called: there is no reply that would be right.
 */
export function createReplayingSeam(frames: readonly RecordedFrame[], stop: () => void): ReplayingSeam {
  let next = 0;
  let divergence: string | undefined;
  const diverge = (sent: string): void => {
    divergence ??= `frame ${next + 1} is ${sent}; recorded was ${describe(frames[next])}`;
    stop();
  };
  const seam: HostCallSeam = {
    async call(call, body) {
      const frame = frames[next];
      if (divergence === undefined && frame?.kind === 'call' && isSame(frame, { call, body })) {
        next += 1;
        return { header: frame.reply, body: frame.replyBody };
      }
      diverge(`the call ${JSON.stringify(call)}`);
      return { header: { fsError: 'io', time: { wallMicros: 0, monotonicNanos: '0' } } };
    },
    oneway(call, body) {
      const frame = frames[next];
      if (divergence === undefined && frame?.kind === 'oneway' && isSame(frame, { call, body })) next += 1;
      else diverge(`the message ${JSON.stringify(call)}`);
    },
  };
  return {
    seam,
    get divergence() {
      return divergence;
    },
    get left() {
      return frames.length - next;
    },
  };
}

type Crossing = Pick<RecordedFrame, 'call' | 'body'>;

/** Both were read by the same strict parser, so the same call has the same keys; the executor writes them in one order. */
function isSame(recorded: Crossing, sent: Crossing): boolean {
  return (
    JSON.stringify(recorded.call) === JSON.stringify(sent.call) &&
    recorded.body.length === sent.body.length &&
    recorded.body.every((byte, index) => byte === sent.body[index])
  );
}

function describe(frame: RecordedFrame | undefined): string {
  return frame === undefined ? 'the end' : `the ${frame.kind} ${JSON.stringify(frame.call)}`;
}
