import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEgress, readBoundedFile, writeAtomically } from '@kami/host-node';
import {
  checkRoot,
  createSigstoreVerifier,
  describeRoot,
  readRoot,
  refreshRoot,
} from '@kami/signature-sigstore';
import { createKeyPair, readPrivateKey, readPublicKey } from '@kami/signature-sigstore/keys';
import { ok, type KamiError, type Result } from '@kami/types';
import type { RefreshSource, Signing } from '../signing/signing.ts';
import { readEgressOptions } from './egress-options.ts';
import { fetchFile } from './fetch-file.ts';
import type { ServiceParts } from './service-parts.ts';

/** Bytes of a trusted root: against a file that is read whole and is none. The public one has 7 KB. */
const MAX_ROOT_BYTES: number = 1024 * 1024;

/** Puts together what signs and verifies: the library, the home's trusted root, and the egress guard for its refresh. */
export function composeSigning(parts: ServiceParts): Signing {
  const { paths, files } = parts;
  const own = join(paths.trust, 'trusted_root.json');
  const places = { own, pinned: fileURLToPath(files.trustedRoot) };
  return {
    verifier: createSigstoreVerifier(places),
    createKeyPair,
    readPrivateKey,
    async fingerprint(path) {
      const key = await readPublicKey(path);
      return key.ok ? ok(key.value.fingerprint) : key;
    },
    async trustedRoot() {
      const root = await readRoot(places);
      if (!root.ok) return root;
      const { path } = root.value;
      return ok({ path, pinned: path === places.pinned, parties: describeRoot(root.value) });
    },
    async importRoot(path) {
      const bytes = await readBoundedFile(path, path, MAX_ROOT_BYTES);
      if (!bytes.ok) return bytes;
      const checked = checkRoot(bytes.value, path);
      return checked.ok ? ok(await writeAtomically(own, bytes.value)) : checked;
    },
    refreshRoot: async (from) => refresh(parts, own, from),
    resetRoot: async () => rmSync(own, { force: true }),
  };
}

async function refresh(
  { config, paths, files, ownPorts }: ServiceParts,
  own: string,
  { address, firstRoot }: RefreshSource,
): Promise<Result<void, KamiError>> {
  const network = await readEgressOptions(config.network);
  if (!network.ok) return network;
  await using egress = createEgress({ ...network.value, ownPorts });
  const folder = join(paths.trust, 'tuf', encodeURIComponent(address.replace(/\/+$/u, '')));
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const bytes = await refreshRoot({
    address,
    folder,
    firstRoot: firstRoot ?? fileURLToPath(files.firstRoot),
    fetchFile: (file) => fetchFile(egress, file),
  });
  return bytes.ok ? ok(await writeAtomically(own, bytes.value)) : bytes;
}
