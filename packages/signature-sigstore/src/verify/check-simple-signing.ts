import { X509Certificate } from 'node:crypto';
import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import type { SignatureAttachment, SignatureFinding } from '@kami/registry';
import type { Digest, Json, JsonObject } from '@kami/types';
import { objectAt, parseJsonObject, textAt } from '../parse-json.ts';
import { sha256 } from '../sha256.ts';
import { byNoKnownKey, signingKey } from './check-detached.ts';
import { certificateSigner } from './certificate-signer.ts';
import type { SignatureCheck } from './signature-check.ts';

const SIGNATURE = 'dev.cosignproject.cosign/signature';
const CERTIFICATE = 'dev.sigstore.cosign/certificate';
const LOG_ENTRY = 'dev.sigstore.cosign/bundle';

/** Checks a container signature: a payload that names the digest of an artefact, and the signature of it in annotations. */
export function checkSimpleSigning(
  { bytes, annotations }: SignatureAttachment,
  check: SignatureCheck,
): SignatureFinding {
  const signature = annotations[SIGNATURE];
  if (signature === undefined) return { holds: false, reason: `its annotation ${SIGNATURE} is missing` };
  const digest = signedDigest(bytes);
  if (digest !== `sha256:${check.subject.digest}`)
    return { holds: false, reason: `it is over another digest (${digest?.slice(0, 80) ?? 'none'})` };
  const certificate = annotations[CERTIFICATE];
  if (certificate === undefined) {
    const key = signingKey(bytes, Buffer.from(signature, 'base64'), check.keys);
    return key === undefined
      ? byNoKnownKey(check.keys)
      : { holds: true, signer: { kind: 'key', fingerprint: key.fingerprint } };
  }
  const entry = parseJsonObject(new TextEncoder().encode(annotations[LOG_ENTRY] ?? ''));
  const bundle = toBundle(sha256(bytes), signature, certificate, entry);
  return bundle === undefined
    ? {
        holds: false,
        reason: 'it is in no log: its annotation dev.sigstore.cosign/bundle is missing or damaged',
      }
    : certificateSigner(bundle, bytes, check.root);
}

/** A number as the bundle's JSON form has it (protocol buffers, JSON mapping of `int64`). */
function numberText(value: Json | undefined): string {
  return typeof value === 'number' ? String(value) : '';
}

function signedDigest(payload: Uint8Array): string | undefined {
  const critical = objectAt(parseJsonObject(payload), 'critical');
  return textAt(objectAt(critical, 'image'), 'docker-manifest-digest');
}

/** The parts of a container signature as a Sigstore bundle of version 0.1, which has the same parts under other names. */
function toBundle(
  digest: Digest,
  signature: string,
  certificate: string,
  entry: JsonObject | undefined,
): Bundle | undefined {
  const payload = objectAt(entry, 'Payload');
  const [body, logId, promise] = [
    textAt(payload, 'body'),
    textAt(payload, 'logID'),
    textAt(entry, 'SignedEntryTimestamp'),
  ];
  if (payload === undefined || body === undefined || logId === undefined || promise === undefined)
    return undefined;
  const kind = parseJsonObject(Buffer.from(body, 'base64'));
  return bundleFromJSON({
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: {
      x509CertificateChain: {
        certificates: [{ rawBytes: new X509Certificate(certificate).raw.toString('base64') }],
      },
      tlogEntries: [
        {
          logIndex: numberText(payload['logIndex']),
          logId: { keyId: Buffer.from(logId, 'hex').toString('base64') },
          kindVersion: { kind: textAt(kind, 'kind') ?? '', version: textAt(kind, 'apiVersion') ?? '' },
          integratedTime: numberText(payload['integratedTime']),
          inclusionPromise: { signedEntryTimestamp: promise },
          canonicalizedBody: body,
        },
      ],
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: Buffer.from(digest, 'hex').toString('base64') },
      signature,
    },
  });
}
