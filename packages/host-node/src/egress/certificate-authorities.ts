import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '@kami/types';

/** The authorities of a PEM file beside those of Node. The error says what is wrong with the file. */
export async function readCertificateAuthorities(path: string): Promise<Result<readonly string[], string>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return err(`${path} cannot be read (${String(error.code)})`);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  if (certificates.length === 0 || !certificates.every(isAuthority))
    return err(`${path} holds no certificates of authorities in PEM form`);
  const { getCACertificates } = await import('node:tls');
  return ok([...getCACertificates('default'), ...certificates]);
}

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
