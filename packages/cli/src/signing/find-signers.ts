import { policyKeys, signatureRecord, type SignatureRecord } from '@kami/registry';
import type { Candidate } from '@kami/runtime';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import type { OpenedSource } from '../home/opened-source.ts';
import { sourceOrigin } from '../home/source-origin.ts';
import { signedFiles } from './signed-files.ts';

/** Finds out who signed a source; what verifies is loaded only where there is a signature. Error: `KAMI_STORE_CORRUPT`. */
export async function findSigners(
  app: App,
  path: string,
  source: OpenedSource,
  candidate: Candidate,
): Promise<Result<SignatureRecord, KamiError>> {
  const origin = sourceOrigin(path);
  const material = source.signed ?? (await signedFiles(app, path, source, candidate));
  if (material.attachments.length === 0) return ok(signatureRecord(origin, []));
  const [{ verifier }, policy] = await Promise.all([app.signing(), app.trustPolicy()]);
  const findings = await verifier.verify(material, policyKeys(policy));
  return findings.ok ? ok(signatureRecord(origin, findings.value)) : findings;
}
