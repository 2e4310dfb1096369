const SLICE = 0x6000;

/** Bytes as base64 with padding (RFC 4648, section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  // 0x6000 is a multiple of 3, so only the last slice has padding; a longer argument list overflows the stack.
  for (let i = 0; i < bytes.length; i += SLICE)
    text += btoa(String.fromCharCode(...bytes.subarray(i, i + SLICE)));
  return text;
}
