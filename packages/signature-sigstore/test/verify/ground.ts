import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  DETACHED_SIGNATURE,
  SIGSTORE_BUNDLE,
  SIMPLE_SIGNING,
  type PublicKey,
  type SignatureAttachment,
  type SignatureFinding,
  type SignatureMaker,
  type SignedSubject,
} from '@kami/registry';
import { parseDigest, type Digest, type KamiError, type Result } from '@kami/types';

import { makeLocalSigstore, type LocalSigstore } from '../../../../testing/sigstore/local-sigstore.ts';
import { createKeyPair, parsePublicKey, readPrivateKey } from '../../src/key/index.ts';
import { createSigstoreVerifier } from '../../src/index.ts';

/** The value of a result that must be one. */
export function valueOf<T>(result: Result<T, KamiError>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The digest of bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  return valueOf(parseDigest(createHash('sha256').update(bytes).digest('hex')));
}

/** A text as bytes. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A key that signs, with its public half. */
export interface TestKey {
  readonly maker: SignatureMaker;
  readonly key: PublicKey;
}

/** A Sigstore, a folder with its trusted root, and a verifier over it. */
export interface VerifyGround extends Disposable {
  readonly sigstore: LocalSigstore;
  readonly folder: string;
  makeKey(name: string): Promise<TestKey>;
  verify(
    subject: SignedSubject,
    attachments: readonly SignatureAttachment[],
    keys?: readonly PublicKey[],
  ): Promise<readonly SignatureFinding[]>;
}

/** Makes one. */
export async function makeVerifyGround(): Promise<VerifyGround> {
  const folder = mkdtempSync(join(tmpdir(), 'kami-verify-'));
  const sigstore = await makeLocalSigstore();
  const own = join(folder, 'trusted_root.json');
  writeFileSync(own, sigstore.trustedRoot);
  const verifier = createSigstoreVerifier({ own, pinned: join(folder, 'absent') });
  return {
    sigstore,
    folder,
    async makeKey(name) {
      const pair = createKeyPair();
      const file = join(folder, `${name}.key`);
      writeFileSync(file, pair.privateKey);
      return {
        maker: valueOf(await readPrivateKey(file)),
        key: valueOf(parsePublicKey(pair.publicKey, name)),
      };
    },
    async verify(subject, attachments, keys = []) {
      return valueOf(await verifier.verify({ subject, attachments }, keys));
    },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A bundle as it comes. */
export function bundleOf(text: string): SignatureAttachment {
  return { mediaType: SIGSTORE_BUNDLE, bytes: bytesOf(text), annotations: {} };
}

/** A bare signature as it comes. */
export function detachedOf(text: string): SignatureAttachment {
  return { mediaType: DETACHED_SIGNATURE, bytes: bytesOf(text), annotations: {} };
}

/** A container signature as it comes. */
export function containerOf(
  payload: Uint8Array,
  annotations: Readonly<Record<string, string>>,
): SignatureAttachment {
  return { mediaType: SIMPLE_SIGNING, bytes: payload, annotations };
}
