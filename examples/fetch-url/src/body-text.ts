const TEXT_TYPE =
  /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|yaml|toml|x-www-form-urlencoded)\b|image\/svg\+xml)/i;

/** Whether a body is to be shown: by its media type or, without one, because it holds no NUL. */
export function isText(mediaType: string, bytes: Uint8Array): boolean {
  return mediaType === '' ? !bytes.includes(0) : TEXT_TYPE.test(mediaType);
}

/** The body as UTF-8. A character that was cut in two at the end is left out. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes, { stream: true });
}
