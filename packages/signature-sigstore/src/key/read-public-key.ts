/**
 * Threat: a key that is weaker than its reader believes, or a private key that lies where a public one was meant. Rule:
 * ECDSA on P-256 alone, as cosign makes them, in PEM; a private key is refused by name.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PublicKey } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { sha256 } from '../sha256.ts';
import { keyFileError } from '../translate-error.ts';

/** Bytes of a key file: against one that is read whole and holds no key. */
const MAX_KEY_BYTES = 65_536;

/** Reads a public key in PEM. Error: `KAMI_CONFIG_INVALID`. */
export async function readPublicKey(path: string): Promise<Result<PublicKey, KamiError>> {
  let text: string;
  try {
    text = await readFile(path, { encoding: 'utf8' });
  } catch (cause) {
    return err(keyFileError('KAMI_CONFIG_INVALID', path, cause));
  }
  return parsePublicKey(text, path);
}

/** Reads the text of a public key; `shown` says where it stands. Error: `KAMI_CONFIG_INVALID`. */
export function parsePublicKey(text: string, shown: string): Result<PublicKey, KamiError> {
  const refused = (why: string): Result<never, KamiError> =>
    err(
      kamiError('KAMI_CONFIG_INVALID', `${shown} is no public key for signatures: ${why}.`, {
        hint: 'Make a key pair with: kami key create NAME. Its public half is NAME.pub.',
      }),
    );
  if (text.length > MAX_KEY_BYTES) return refused(`it is longer than ${MAX_KEY_BYTES} characters`);
  if (/PRIVATE KEY/u.test(text)) return refused('it is a private key, which belongs to nobody but its owner');
  if (!/-----BEGIN PUBLIC KEY-----/u.test(text))
    return refused('it does not begin with -----BEGIN PUBLIC KEY-----');
  try {
    const key = createPublicKey(text);
    return isP256(key) ? ok(describeKey(key)) : refused('it is not an ECDSA key on the curve P-256');
  } catch {
    return refused('it cannot be decoded');
  }
}

/** A public key by what names it. */
export function describeKey(key: KeyObject): PublicKey {
  const der = new Uint8Array(key.export({ format: 'der', type: 'spki' }));
  return { der, fingerprint: sha256(der) };
}

/** Whether a key, public or private, is for ECDSA on P-256 (`prime256v1` in OpenSSL). */
export function isP256({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
}
