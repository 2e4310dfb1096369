/** A picture of one red pixel (PNG). */
export const PIXEL: Uint8Array = fromHex(
  '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082',
);

/** A sound of eight samples of silence (WAV, 8 kHz, 8 bits). */
export const SILENCE: Uint8Array = fromHex(
  '524946462c00000057415645666d74201000000001000100401f0000401f00000100080064617461080000008080808080808080',
);

function fromHex(text: string): Uint8Array {
  return new Uint8Array((text.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)));
}
