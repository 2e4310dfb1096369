import type { HostileAction } from './hostile-action.ts';

const PREFIX = 13;

/** The bytes of a frame as an action says, right or wrong, with this number and this handle. */
export function frameBytes(
  { kind, header = '', base64 = '', padding = 0 }: Extract<HostileAction, { readonly do: 'frame' }>,
  id: number,
  handle: string,
): Buffer {
  const text = Buffer.from(header.replaceAll('"$handle"', handle));
  const body = Buffer.concat([Buffer.from(base64, 'base64'), Buffer.alloc(padding)]);
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE((PREFIX - 4 + text.length + body.length) >>> 0, 0);
  prefix[4] = kind;
  prefix.writeUInt32LE(id >>> 0, 5);
  prefix.writeUInt32LE(text.length, 9);
  return Buffer.concat([prefix, text, body]);
}
