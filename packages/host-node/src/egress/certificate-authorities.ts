import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { err, ok, type Result } from '@kami/types';

/** The authorities of a PEM file beside those of Node. The error says what is wrong with the file. */
export function readCertificateAuthorities(path: string): Result<readonly string[], string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return err(`${path} cannot be read (${String(error.code)})`);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  return certificates.length > 0 && certificates.every(isAuthority)
    ? ok([...getCACertificates('default'), ...certificates])
    : err(`${path} holds no certificates of authorities in PEM form`);
}

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
