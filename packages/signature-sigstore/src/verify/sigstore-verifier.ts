/**
 * Threat: a signature of another file, an altered bundle, a certificate that nobody issued or that had expired, a log that
 * never saw it, a statement about something else. Rule: each signature is checked by the Sigstore client workflow
 * (certificate to a trusted authority at a proven time, certificate log, transparency log, signature) or against a known
 * key, and then that it is about exactly this digest. Whose it is, is what the certificate or the key says, never the
 * bundle's own word.
 */
import {
  DETACHED_SIGNATURE,
  isBundleType,
  MAX_SIGNATURE_BYTES,
  MAX_SIGNATURES,
  SIMPLE_SIGNING,
  type SignatureAttachment,
  type SignatureFinding,
  type SignatureVerifier,
} from '@kami/registry';
import { ok } from '@kami/types';
import { readRoot, type RootPlaces } from '../root/read-root.ts';
import { refusedSignature } from '../translate-error.ts';
import type { SignatureCheck } from './signature-check.ts';
import { checkBundle } from './check-bundle.ts';
import { checkDetached } from './check-detached.ts';
import { checkSimpleSigning } from './check-simple-signing.ts';

/** A verifier over the trusted root in force, which is read at each use: a server sees a new one. */
export function createSigstoreVerifier(places: RootPlaces): SignatureVerifier {
  return {
    async verify({ subject, attachments }, keys) {
      const root = await readRoot(places);
      if (!root.ok) return root;
      const check = { subject, keys, root: root.value.root };
      return ok(
        attachments.map((attachment, index) =>
          index < MAX_SIGNATURES
            ? findingOf(attachment, check)
            : refused(`only the first ${MAX_SIGNATURES} signatures are looked at`),
        ),
      );
    },
  };
}

function findingOf(attachment: SignatureAttachment, check: SignatureCheck): SignatureFinding {
  if (attachment.bytes.length > MAX_SIGNATURE_BYTES)
    return refused(`it is larger than ${MAX_SIGNATURE_BYTES} bytes`);
  try {
    if (attachment.mediaType === DETACHED_SIGNATURE) return checkDetached(attachment.bytes, check);
    if (attachment.mediaType === SIMPLE_SIGNING) return checkSimpleSigning(attachment, check);
    if (isBundleType(attachment.mediaType)) return checkBundle(attachment.bytes, check);
    return refused(`signatures of the type ${attachment.mediaType.slice(0, 80)} are not known`);
  } catch (cause) {
    return refused(refusedSignature(cause));
  }
}

function refused(reason: string): SignatureFinding {
  return { holds: false, reason };
}
