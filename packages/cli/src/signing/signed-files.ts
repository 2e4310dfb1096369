import {
  folderListing,
  MAX_SIGNATURE_BYTES,
  DETACHED_SIGNATURE,
  SIGSTORE_BUNDLE,
  type SignatureAttachment,
  type SignedMaterial,
} from '@kami/registry';
import type { Candidate } from '@kami/runtime';
import type { App } from '../app.ts';
import type { OpenedSource } from '../home/opened-source.ts';

/** What the names of signature files end in: a bundle, bundles one a line, and a bare signature. */
export const SIGNATURE_ENDINGS = {
  bundle: '.sigstore.json',
  bundles: '.sigstore.jsonl',
  detached: '.sig',
} as const;

/** What the names of a folder's own signature files begin with. */
export const FOLDER_STEM = 'tool';
const MANIFEST = 'tool.toml';

/** What is signed of a source, with the signatures that lie in it (a folder) or beside it (a component). */
export async function signedFiles(
  app: App,
  path: string,
  source: OpenedSource,
  candidate: Candidate,
): Promise<SignedMaterial> {
  const sha256 = await app.sha256();
  const bytes = await signedBytes(app, source, candidate);
  const read =
    source.manifestText === undefined
      ? (ending: string) => app.readFile(`${path}${ending}`, MAX_SIGNATURE_BYTES)
      : (ending: string) => source.readFile(`${FOLDER_STEM}${ending}`, MAX_SIGNATURE_BYTES);
  const attachments: SignatureAttachment[] = [];
  for (const ending of Object.values(SIGNATURE_ENDINGS)) {
    const file = await read(ending);
    // A signature that is not there or cannot be read counts for nothing either way.
    if (file.ok) attachments.push(...attachmentsOf(ending, file.value));
  }
  return { subject: { digest: sha256(bytes), bytes }, attachments };
}

/** The bytes that a signature of a source is over: the listing of a folder, or the component itself. */
export async function signedBytes(
  app: App,
  { manifestText }: Pick<OpenedSource, 'manifestText'>,
  { manifest, component, files = new Map() }: Candidate,
): Promise<Uint8Array> {
  if (manifestText === undefined) return component;
  const sha256 = await app.sha256();
  const text = new TextEncoder().encode(manifestText);
  const read = [[MANIFEST, text] as const, [manifest.wasm, component] as const, ...files];
  return folderListing(read.map(([path, bytes]) => ({ path, digest: sha256(bytes) })));
}

function attachmentsOf(ending: string, bytes: Uint8Array): readonly SignatureAttachment[] {
  if (ending === SIGNATURE_ENDINGS.detached)
    return [{ mediaType: DETACHED_SIGNATURE, bytes, annotations: {} }];
  if (ending === SIGNATURE_ENDINGS.bundle) return [{ mediaType: SIGSTORE_BUNDLE, bytes, annotations: {} }];
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => ({ mediaType: SIGSTORE_BUNDLE, bytes: new TextEncoder().encode(line), annotations: {} }));
}
