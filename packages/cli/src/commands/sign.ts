import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, kamiError, MAX_COMPONENT_BYTES, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { fileErrorCode } from '../output/file-error-code.ts';
import { FOLDER_STEM, SIGNATURE_ENDINGS, signedBytes } from '../signing/signed-files.ts';
import type { CommandResult } from './command.ts';
import { readPassphrase } from './key.ts';
import { loadCandidate } from './load-candidate.ts';

/** What `kami sign` was told. */
export interface SignOptions {
  /** File of the private key. */
  readonly key: string;
  readonly passphraseEnv?: string;
  /** A bare signature in the place of a bundle. */
  readonly detached: boolean;
  /** Whether a signature that is there already is written over. */
  readonly force: boolean;
}

/** What is signed, and what the names of its signature files begin with. */
interface SignedThing {
  readonly bytes: Uint8Array;
  readonly stem: string;
}

/** `kami sign`: signs a tool's folder, a component or another file with a private key; nothing is sent anywhere. */
export async function signCommand(app: App, path: string, options: SignOptions): CommandResult {
  const passphrase = readPassphrase(options.passphraseEnv);
  if (!passphrase.ok) return passphrase;
  const signing = await app.signing();
  const maker = await signing.readPrivateKey(options.key, passphrase.value);
  if (!maker.ok) return maker;
  const thing = await readThing(app, path);
  if (!thing.ok) return thing;
  const { bundle, signature } = maker.value.sign(thing.value.bytes);
  const [ending, text] = options.detached
    ? [SIGNATURE_ENDINGS.detached, signature]
    : [SIGNATURE_ENDINGS.bundle, bundle];
  const file = `${thing.value.stem}${ending}`;
  try {
    writeFileSync(file, text, { flag: options.force ? 'w' : 'wx' });
  } catch (cause) {
    return err(unwritten(file, cause));
  }
  const { fingerprint } = maker.value;
  if (app.json) app.console.json({ file, fingerprint });
  else
    app.console.note(
      `${app.console.mark('green', 'signed')} ${path} with key sha256:${fingerprint}: ${file}`,
    );
  return ok(0);
}

async function readThing(app: App, path: string): Promise<Result<SignedThing, KamiError>> {
  const source = await app.openSource(path);
  if (source.ok && source.value.manifestText !== undefined) {
    const candidate = await loadCandidate(app, path);
    if (!candidate.ok) return candidate;
    const folder = path.endsWith('tool.toml') ? path.slice(0, -'tool.toml'.length) || '.' : path;
    return ok({
      bytes: await signedBytes(app, source.value, candidate.value),
      stem: join(folder, FOLDER_STEM),
    });
  }
  const bytes = await app.readFile(path, MAX_COMPONENT_BYTES);
  return bytes.ok ? ok({ bytes: bytes.value, stem: path }) : source.ok ? bytes : source;
}

function unwritten(file: string, cause: unknown): KamiError {
  const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
  return isThere
    ? kamiError('KAMI_USAGE', `${file} is there already; nothing was signed.`, {
        hint: 'Write over it with: --force',
      })
    : kamiError('KAMI_SOURCE_UNREADABLE', `${file} cannot be written (${fileErrorCode(cause)}).`, { cause });
}
