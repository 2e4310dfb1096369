/** Header fields that say how messages are framed and connections are used (RFC 9110, section 7.6.1; RFC 9112): the host's alone. */
export const CONNECTION_FIELDS: readonly string[] = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'http2-settings',
  'via',
  'forwarded',
];
