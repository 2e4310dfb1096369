import { decodeComponent } from '@kami/engine';
import {
  formatSource,
  parseSource,
  type OciSource,
  type PublishedTool,
  type SignatureMaker,
} from '@kami/registry';
import type { Examination } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { createProgress } from '../output/progress.ts';
import { transferText } from '../output/transfer-text.ts';
import type { CommandResult } from './command.ts';
import { readPassphrase } from './key.ts';
import { loadCandidate, type LoadedCandidate } from './load-candidate.ts';

/** What `kami push` was told. */
export interface PushOptions {
  /** File of the private key that signs what is published; absent: it is not signed. */
  readonly key?: string;
  readonly passphraseEnv?: string;
}

/** `kami push`: looks a tool over as an installation does, and publishes it, with a signature where a key is given. */
export async function pushCommand(
  app: App,
  source: string,
  target: string,
  options: PushOptions,
): CommandResult {
  const place = parseTarget(target);
  if (!place.ok) return place;
  const signer = await readSigner(app, options);
  if (!signer.ok) return signer;
  using progress = createProgress(app.console, app.stderr);
  const candidate = await loadCandidate(app, source, (transfer) => progress.step(transferText(transfer)));
  if (!candidate.ok) return candidate;
  progress.step('checking the component');
  const examination = await app.examine(candidate.value, () => undefined);
  if (!examination.ok) return examination;
  const pushed = await app.publish(
    place.value,
    publishedTool(candidate.value, examination.value),
    signer.value,
    (transfer) => progress.step(transferText(transfer)),
  );
  if (!pushed.ok) return pushed;
  progress[Symbol.dispose]();
  const { digest } = pushed.value;
  const reference = formatSource({ ...place.value, digest });
  if (app.json) app.console.json({ reference, ...pushed.value, tag: place.value.tag ?? 'latest' });
  else {
    const { name, version } = candidate.value.manifest;
    app.console.out(reference);
    app.console.note(`${app.console.mark('green', name)} ${version} is published as ${digest}`);
  }
  return ok(0);
}

async function readSigner(
  app: App,
  { key, passphraseEnv }: PushOptions,
): Promise<Result<SignatureMaker | undefined, KamiError>> {
  if (key === undefined) return ok(undefined);
  const passphrase = readPassphrase(passphraseEnv);
  if (!passphrase.ok) return passphrase;
  return (await app.signing()).readPrivateKey(key, passphrase.value);
}

/** A place in a registry by tag. Error: `KAMI_USAGE`. */
function parseTarget(text: string): Result<OciSource, KamiError> {
  const parsed = parseSource(text);
  if (!parsed.ok) return parsed;
  if (parsed.value.kind === 'oci' && parsed.value.digest === undefined) return ok(parsed.value);
  return err(
    kamiError(
      'KAMI_USAGE',
      `${JSON.stringify(text.slice(0, 120))} is no place in a registry to publish at.`,
      {
        hint: 'Write it as oci://REGISTRY/REPOSITORY:TAG; the digest follows from what is published.',
      },
    ),
  );
}

/** The tool as layers: exactly what an installation reads of it. */
function publishedTool(
  { manifest, component, files = new Map(), manifestText }: LoadedCandidate,
  { facts }: Examination,
): PublishedTool {
  const published = new Map<string, Uint8Array>(files);
  if (manifestText !== undefined) published.set('tool.toml', new TextEncoder().encode(manifestText));
  const { description, version, name } = manifest;
  return {
    component: {
      title: manifestText === undefined ? `${manifest.name}.wasm` : manifest.wasm,
      bytes: component,
    },
    files: published,
    imports: facts.imports,
    exports: exportsOf(component),
    annotations: {
      'org.opencontainers.image.title': name,
      'org.opencontainers.image.version': version,
      ...(description === undefined ? {} : { 'org.opencontainers.image.description': description }),
    },
  };
}

/** Interfaces and functions at the root of a component that was examined. */
function exportsOf(component: Uint8Array): readonly string[] {
  const decoded = decodeComponent(component);
  if (!decoded.ok) return [];
  const { exportedInterfaces, functions } = decoded.value;
  const atRoot = functions.flatMap(({ signature }) =>
    signature.interfaceName === undefined ? [signature.name] : [],
  );
  return [...new Set([...exportedInterfaces, ...atRoot])];
}
