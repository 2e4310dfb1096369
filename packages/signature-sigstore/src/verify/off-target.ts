/**
 * Threat: a good signature of something else: another file, a statement that the signer made about this one for another
 * purpose. Rule: the digest in the bundle is the subject's, and a statement is of a kind that says "I made or release
 * this".
 */
import { isBundleWithDsseEnvelope, isBundleWithMessageSignature, type Bundle } from '@sigstore/bundle';
import type { SignedSubject } from '@kami/registry';
import { isJsonObject, type Digest, type Json, type JsonObject } from '@kami/types';
import { parseJsonObject, textAt } from '../parse-json.ts';

/** Payload type of an in-toto statement in an envelope (in-toto attestation framework). */
const STATEMENT = 'application/vnd.in-toto+json';
/** Predicates that release an artefact: cosign's signature, and the provenance of a build (SLSA, versions 0.2 and 1). */
const PREDICATES: ReadonlySet<string> = new Set([
  'https://sigstore.dev/cosign/sign/v1',
  'https://slsa.dev/provenance/v0.2',
  'https://slsa.dev/provenance/v1',
]);

/** Why a bundle is not about a subject, as a clause; nothing when it is. Its signature is not looked at. */
export function offTarget(bundle: Bundle, { digest, bytes }: SignedSubject): string | undefined {
  if (isBundleWithMessageSignature(bundle)) {
    if (bytes === undefined) return 'a signature of a file needs its bytes';
    const { messageDigest } = bundle.content.messageSignature;
    const signed = Buffer.from(messageDigest.digest).toString('hex');
    return signed === digest ? undefined : `it is over another digest (sha256:${signed.slice(0, 64)})`;
  }
  return isBundleWithDsseEnvelope(bundle)
    ? offStatement(bundle.content.dsseEnvelope, digest)
    : 'it holds neither a signature nor a statement';
}

function offStatement(
  { payloadType, payload }: { readonly payloadType: string; readonly payload: Uint8Array },
  digest: Digest,
): string | undefined {
  if (payloadType !== STATEMENT) return `its envelope holds ${payloadType.slice(0, 80)}, and no statement`;
  const statement = parseJsonObject(payload);
  const predicate = textAt(statement, 'predicateType') ?? 'none';
  if (!PREDICATES.has(predicate))
    return `it states something else than a release (${predicate.slice(0, 80)})`;
  const digests = subjectDigests(statement?.['subject']);
  return digests.includes(digest)
    ? undefined
    : `it is over another digest (sha256:${digests[0]?.slice(0, 64) ?? 'none'})`;
}

function subjectDigests(subjects: Json | undefined): readonly string[] {
  if (!Array.isArray(subjects)) return [];
  return subjects.filter(isObject).flatMap(({ digest }) => {
    const sha256 = isJsonObject(digest) ? digest['sha256'] : undefined;
    return typeof sha256 === 'string' ? [sha256] : [];
  });
}

function isObject(value: unknown): value is JsonObject {
  return isJsonObject(value);
}
