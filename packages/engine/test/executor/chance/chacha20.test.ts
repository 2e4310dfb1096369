import { describe, expect, it } from 'vitest';
import { chacha20Block, chacha20State } from '../../../src/executor/chance/chacha20.ts';

function block(key: Uint8Array, counter: number, nonce: string): string {
  const out = new Uint8Array(64);
  chacha20Block(
    chacha20State(key, counter, new Uint8Array(Buffer.from(nonce, 'hex'))),
    new DataView(out.buffer),
  );
  return Buffer.from(out).toString('hex');
}

describe('chacha20Block', () => {
  it('gives the block of RFC 8439, section 2.3.2', () => {
    const key = Uint8Array.from({ length: 32 }, (_, index) => index);
    expect(block(key, 1, '000000090000004a00000000')).toBe(
      '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e',
    );
  });

  it('gives the blocks of RFC 8439, appendix A.1, vectors 1 and 2', () => {
    expect(block(new Uint8Array(32), 0, '00'.repeat(12))).toBe(
      '76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586',
    );
    expect(block(new Uint8Array(32), 1, '00'.repeat(12))).toBe(
      '9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f',
    );
  });

  it('refuses a key or nonce of another length', () => {
    expect(() => chacha20State(new Uint8Array(31), 0, new Uint8Array(12))).toThrow(RangeError);
    expect(() => chacha20State(new Uint8Array(32), 0, new Uint8Array(8))).toThrow(RangeError);
  });
});
