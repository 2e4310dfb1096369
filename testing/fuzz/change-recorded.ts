import { encodeMessage, type RecordedCall, type RecordedFrame } from '../../packages/protocol/src/index.ts';
import type { Chance } from './chance.ts';
import type { HostileAction } from './hostile-action.ts';

/** The frames of a recorded call as bytes, changed in a place or several: flipped, cut, doubled, in another order. */
export function changeRecorded(chance: Chance, corpus: readonly RecordedCall[]): readonly HostileAction[] {
  const recording = corpus[chance.below(Math.max(1, corpus.length))];
  const frames = (recording?.frames ?? []).map((frame, index) => bytesOf(frame, index + 1));
  for (let changes = 1 + chance.below(4); changes > 0; changes -= 1) change(chance, frames);
  return frames.map((bytes): HostileAction => ({ do: 'raw', base64: bytes.toString('base64') }));
}

function bytesOf(frame: RecordedFrame, id: number): Buffer {
  const kind = frame.kind === 'call' ? 'call' : 'oneway';
  return Buffer.concat(encodeMessage(kind, kind === 'call' ? id : 0, frame.call, frame.body));
}

function change(chance: Chance, frames: Buffer[]): void {
  const at = chance.below(Math.max(1, frames.length));
  const frame = frames[at];
  if (frame === undefined) return;
  const place = chance.below(frame.length);
  chance.pick<() => void>([
    () => void (frame[place] = chance.below(256)),
    () => void (frame[chance.below(13)] = chance.below(256)),
    () => void (frame[place] = (frame[place] ?? 0) ^ (1 << chance.below(8))),
    () => void (frames[at] = frame.subarray(0, place)),
    () => void frames.splice(at, 0, Buffer.from(frame)),
    () => void frames.reverse(),
    () => void (frames[at] = Buffer.concat([frame, Buffer.from(chance.bytes(chance.below(40)))])),
  ])();
}
