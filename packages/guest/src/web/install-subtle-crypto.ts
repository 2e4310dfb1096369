import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { crypto } from './crypto/crypto.ts';

const hashes: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ['SHA-1', sha1],
  ['SHA-256', sha256],
  ['SHA-384', sha384],
  ['SHA-512', sha512],
]);

/** The digests of the Web Crypto API (W3C Web Cryptography, section 14.3.5); there are no keys. */
const subtle = {
  digest: (
    algorithm: string | { readonly name: string },
    data: ArrayBuffer | ArrayBufferView,
  ): Promise<ArrayBuffer> =>
    Promise.resolve().then(() => {
      const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
      const hash = hashes.get(String(name).toUpperCase());
      if (hash === undefined) throw new DOMException(`${name} is no digest here`, 'NotSupportedError');
      const bytes = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new Uint8Array(data);
      return hash(bytes).slice().buffer as ArrayBuffer;
    }),
};

/** Adds `crypto.subtle`; only code that mentions it brings this module along. */
Object.defineProperty(crypto, 'subtle', { value: subtle, enumerable: true });
