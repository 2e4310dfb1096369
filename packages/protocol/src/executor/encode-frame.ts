import { FRAME_KINDS, FRAME_PREFIX, MAX_FRAME_BODY, MAX_FRAME_HEADER, type FrameKind } from './frame.ts';

const NOTHING = new Uint8Array(0);
const utf8 = new TextEncoder();

/** Bytes of a body that is copied behind its header: one piece is cheaper to write than two. */
const MAX_COPIED_BODY = 4096;

/** The prefix and header of a frame whose body of `bodyLength` bytes follows. Throws on a header over its bound (a defect of the caller). */
export function encodeFrameHead(
  kind: FrameKind,
  id: number,
  header: Uint8Array,
  bodyLength: number,
): Uint8Array {
  return encodeFrameStart(kind, id, header, bodyLength, NOTHING);
}

/** As {@link encodeFrameHead}, with the first bytes of the body behind the header. */
function encodeFrameStart(
  kind: FrameKind,
  id: number,
  header: Uint8Array,
  bodyLength: number,
  first: Uint8Array,
): Uint8Array {
  if (header.length > MAX_FRAME_HEADER || bodyLength > MAX_FRAME_BODY)
    throw new RangeError('frame over its bound');
  const head = new Uint8Array(FRAME_PREFIX + header.length + first.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, FRAME_PREFIX - 4 + header.length + bodyLength, true);
  view.setUint8(4, FRAME_KINDS[kind]);
  view.setUint32(5, id, true);
  view.setUint32(9, header.length, true);
  head.set(header, FRAME_PREFIX);
  head.set(first, FRAME_PREFIX + header.length);
  return head;
}

/** The pieces to write, in order, for a message: its JSON header, and its body split into chunks where it is long. */
export function encodeMessage(
  kind: FrameKind,
  id: number,
  header: unknown,
  body: Uint8Array = NOTHING,
): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (; body.length - offset > MAX_FRAME_BODY; offset += MAX_FRAME_BODY) {
    pieces.push(
      encodeFrameHead('chunk', id, NOTHING, MAX_FRAME_BODY),
      body.subarray(offset, offset + MAX_FRAME_BODY),
    );
  }
  const rest = body.subarray(offset);
  const json = header === undefined ? NOTHING : utf8.encode(JSON.stringify(header));
  const isCopied = rest.length <= MAX_COPIED_BODY;
  pieces.push(encodeFrameStart(kind, id, json, rest.length, isCopied ? rest : NOTHING));
  if (!isCopied) pieces.push(rest);
  return pieces;
}
