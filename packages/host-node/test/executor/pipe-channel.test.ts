import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMessage } from '@kami/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPipeChannel } from '../../src/executor/pipe-channel.ts';

const MIB = 1024 * 1024;
const CHUNK_ROOM = 32 * MIB;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-pipe-'));
  path = join(folder, 'stream');
});
afterEach(() => rmSync(folder, { recursive: true }));

function leave(): never {
  throw new Error('the host has gone');
}

/** Bytes that are not the same at two places of any two bodies. */
function bodyOf(length: number, seed: number): Uint8Array {
  const body = new Uint8Array(length).fill(seed);
  for (let at = 0; at < length; at += 4093) body[at] = at % 251;
  return body;
}

describe('openPipeChannel', () => {
  it('receives what was sent: small, in chunks side by side, and beyond the room for them', () => {
    const bodies = [3, 100_000, 9 * MIB + 7, 5, 10 * MIB, CHUNK_ROOM + 9 * MIB + 1, 9 * MIB, 0].map(bodyOf);
    writeFileSync(path, Buffer.concat(bodies.flatMap((body, id) => encodeMessage('load', id, { id }, body))));
    const descriptor = openSync(path, 'r');
    try {
      const channel = openPipeChannel(descriptor, leave);
      const messages = bodies.map(() => channel.receive());
      for (const [id, message] of messages.entries()) {
        expect(message).toMatchObject({ kind: 'load', id, header: { id } });
        expect(Buffer.compare(message.body, bodies[id] ?? Buffer.alloc(1))).toBe(0);
      }
      // Those in chunks that have room were read into it, and each has its own.
      expect([2, 4, 6].map((id) => messages[id]?.body.buffer.byteLength)).toEqual(Array(3).fill(CHUNK_ROOM));
      expect(new Set(messages.map(({ body }) => body.buffer)).size).toBe(messages.length);
      expect(() => channel.receive()).toThrow('the host has gone');
    } finally {
      closeSync(descriptor);
    }
  });

  it('sends every piece, and takes a broken frame for a defect', () => {
    const descriptor = openSync(path, 'w');
    const pieces = encodeMessage('ready', 0, { a: 1 }, bodyOf(70_000, 9));
    const channel = openPipeChannel(descriptor, leave);
    channel.send(pieces);
    channel.send([new Uint8Array(40)]);
    closeSync(descriptor);
    expect(readFileSync(path)).toEqual(Buffer.concat([...pieces, new Uint8Array(40)]));
    const reading = openSync(path, 'r');
    try {
      const received = openPipeChannel(reading, leave);
      expect(received.receive()).toMatchObject({ kind: 'ready' });
      expect(() => received.receive()).toThrow(TypeError);
    } finally {
      closeSync(reading);
    }
  });
});
