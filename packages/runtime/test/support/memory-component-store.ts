import { createHash } from 'node:crypto';
import type { ComponentStore } from '@kami/engine';
import { err, kamiError, ok, parseDigest, type Digest, type KamiError, type Result } from '@kami/types';
import { must } from './fixtures.ts';

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Digest {
  return must(parseDigest(createHash('sha256').update(bytes).digest('hex')));
}

/** A component store in memory whose files the test can see and change. */
export interface MemoryComponentStore extends ComponentStore {
  readonly files: Map<string, Uint8Array>;
}

/** An empty store. */
export function createMemoryComponentStore(): MemoryComponentStore {
  const files = new Map<string, Uint8Array>();
  const read = async (path: string, digest: Digest): Promise<Result<Uint8Array, KamiError>> => {
    const bytes = files.get(path);
    return bytes !== undefined && sha256(bytes) === digest
      ? ok(bytes)
      : err(kamiError('KAMI_STORE_CORRUPT', `${path} is missing or damaged.`));
  };
  return {
    files,
    putComponent: async (digest, bytes) => (files.set(`${digest}/component`, bytes), ok(undefined)),
    putPrepared: async (digest, key, bytes) => (files.set(`${digest}/${key}`, bytes), ok(undefined)),
    readComponent: (digest) => read(`${digest}/component`, digest),
    readPrepared: (digest, key, expected) => read(`${digest}/${key}`, expected),
    removePrepared: async (digest, key) => (files.delete(`${digest}/${key}`), ok(undefined)),
  };
}
