import { err, ok, type Result } from '@kami/types';
import { FRAME_PREFIX, MAX_FRAME_BODY, MAX_FRAME_HEADER, frameKindOf, type FrameKind } from './frame.ts';

/** The fixed part of a frame, checked: its kind, id and the lengths of what follows. */
export interface FramePrefix {
  readonly kind: FrameKind;
  readonly id: number;
  readonly headerLength: number;
  readonly bodyLength: number;
}

/** Reads the first {@link FRAME_PREFIX} bytes of a frame. The error says which rule was broken. */
export function decodeFramePrefix(bytes: Uint8Array): Result<FramePrefix, string> {
  if (bytes.length < FRAME_PREFIX) return err('frame prefix is short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, FRAME_PREFIX);
  const length = view.getUint32(0, true);
  const kind = frameKindOf(view.getUint8(4));
  const headerLength = view.getUint32(9, true);
  const bodyLength = length - (FRAME_PREFIX - 4) - headerLength;
  if (kind === undefined) return err(`unknown frame kind ${view.getUint8(4)}`);
  if (headerLength > MAX_FRAME_HEADER) return err('frame header over 64 KiB');
  if (bodyLength < 0 || bodyLength > MAX_FRAME_BODY) return err('frame length out of bounds');
  if (kind === 'chunk' && headerLength !== 0) return err('chunk with a header');
  // Smaller chunks would let a peer have millions of parts kept for one message.
  if (kind === 'chunk' && bodyLength !== MAX_FRAME_BODY) return err('chunk that is not full');
  return ok({ kind, id: view.getUint32(5, true), headerLength, bodyLength });
}
