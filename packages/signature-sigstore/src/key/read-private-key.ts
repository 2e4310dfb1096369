import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SIMPLE_SIGNING, SIGSTORE_BUNDLE, type PublicKey, type SignatureMaker } from '@kami/registry';
import { err, kamiError, ok, type Digest, type KamiError, type Result } from '@kami/types';
import { sha256 } from '../sha256.ts';
import { keyFileError } from '../translate-error.ts';
import { describeKey, isP256 } from './read-public-key.ts';

/**
 * Reads a private key in PEM (PKCS #8, encrypted or not, or SEC 1) to sign with. Errors: `KAMI_SOURCE_UNREADABLE` when
 * the file cannot be read, `KAMI_USAGE` when it holds no such key or the passphrase is another.
 */
export async function readPrivateKey(
  path: string,
  passphrase?: string,
): Promise<Result<SignatureMaker, KamiError>> {
  let text: string;
  try {
    text = await readFile(path, { encoding: 'utf8' });
  } catch (cause) {
    return err(keyFileError('KAMI_SOURCE_UNREADABLE', path, cause));
  }
  if (/ENCRYPTED (?:SIGSTORE|COSIGN) PRIVATE KEY/u.test(text))
    return err(
      unusable(
        path,
        'cosign encrypted it in a form of its own',
        'Make a key pair with: kami key create NAME. Cosign takes it by: cosign import-key-pair --key NAME.key',
      ),
    );
  const isEncrypted = text.includes('ENCRYPTED PRIVATE KEY');
  if (isEncrypted && passphrase === undefined)
    return err(
      unusable(
        path,
        'it is encrypted',
        'Put its passphrase into a variable, and name that: --passphrase-env NAME',
      ),
    );
  try {
    const key = createPrivateKey(passphrase === undefined ? text : { key: text, passphrase });
    return isP256(key) ? ok(makerOf(key)) : err(unusable(path, 'it is not an ECDSA key on the curve P-256'));
  } catch {
    return err(unusable(path, isEncrypted ? 'the passphrase is another' : 'it is no private key in PEM'));
  }
}

function makerOf(key: KeyObject): SignatureMaker {
  const owner = describeKey(createPublicKey(key));
  const signatureOf = (bytes: Uint8Array): string => sign('sha256', bytes, key).toString('base64');
  return {
    fingerprint: owner.fingerprint,
    sign(bytes) {
      const signature = signatureOf(bytes);
      return { signature: `${signature}\n`, bundle: `${bundleText(bytes, signature, owner)}\n` };
    },
    signArtefact(digest, reference) {
      const bytes = simpleSigningPayload(digest, reference);
      const annotations = { 'dev.cosignproject.cosign/signature': signatureOf(bytes) };
      return { mediaType: SIMPLE_SIGNING, bytes, annotations };
    },
  };
}

/** A Sigstore bundle of a signature by a key, without a log or a timestamp: what needs no network. */
function bundleText(bytes: Uint8Array, signature: string, { der }: PublicKey): string {
  return JSON.stringify({
    mediaType: SIGSTORE_BUNDLE,
    verificationMaterial: {
      publicKey: { hint: Buffer.from(sha256(der), 'hex').toString('base64') },
      tlogEntries: [],
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: Buffer.from(sha256(bytes), 'hex').toString('base64') },
      signature,
    },
  });
}

/** The payload of a container signature (container signature format, "simple signing"), as cosign writes it. */
function simpleSigningPayload(digest: Digest, reference: string): Uint8Array {
  const critical = {
    identity: { 'docker-reference': reference },
    image: { 'docker-manifest-digest': `sha256:${digest}` },
    type: 'cosign container image signature',
  };
  return new TextEncoder().encode(JSON.stringify({ critical, optional: null }));
}

function unusable(path: string, why: string, hint?: string): KamiError {
  const message = `${JSON.stringify(path)} cannot be signed with: ${why}.`;
  return kamiError('KAMI_USAGE', message, hint === undefined ? {} : { hint });
}
