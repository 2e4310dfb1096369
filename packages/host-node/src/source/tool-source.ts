/**
 * Threat: a package whose manifest names a file elsewhere on the machine, by `..` or through a link, so
 * that it is read and stored. Rule: the component lies in the folder of its manifest, links unfolded.
 */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import {
  err,
  kamiError,
  MAX_COMPONENT_BYTES,
  MAX_MANIFEST_BYTES,
  ok,
  type KamiError,
  type Result,
} from '@kami/types';
import { readBoundedFile } from './read-bounded-file.ts';
import { errorCode, translateError } from './translate-error.ts';

const MANIFEST = 'tool.toml';
const BUILD_FIRST = 'Build the tool first: kami build DIR, or as its folder says, for example npm run build.';

/** A place that a tool is read from: a folder with a manifest, or a component alone. */
export interface ToolSource {
  readonly kind: 'folder' | 'component';
  /** The text of `tool.toml`; absent for a component alone. */
  readonly manifestText?: string;
  /** Name of the folder, or of the component without `.wasm`: for a derived manifest. */
  readonly stem: string;
  /** The bytes of the component; in a folder `path` is the manifest's, relative to it and `/`-separated. */
  readComponent(path?: string): Promise<Result<Uint8Array, KamiError>>;
  /** The bytes of another file in the folder, at most `maxBytes`; a component alone has none. */
  readFile(path: string, maxBytes: number): Promise<Result<Uint8Array, KamiError>>;
}

/** Opens a folder with a `tool.toml`, that file itself, or a `.wasm` file. Errors: `KAMI_SOURCE_UNREADABLE`, `KAMI_MANIFEST_INVALID`. */
export async function openToolSource(path: string): Promise<Result<ToolSource, KamiError>> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await openFolder(path, path);
    if (basename(path) === MANIFEST) return await openFolder(dirname(path), path);
  } catch (error) {
    const hint = path.endsWith('.wasm')
      ? BUILD_FIRST
      : `A tool is a folder with ${MANIFEST}, a .wasm file, an archive, or an address (https://…, oci://…).`;
    return err(translateError(path, error, { hint }));
  }
  if (!path.endsWith('.wasm')) {
    return err(
      kamiError(
        'KAMI_SOURCE_UNREADABLE',
        `${JSON.stringify(path)} is neither a folder with ${MANIFEST} nor a .wasm file.`,
      ),
    );
  }
  return ok({
    kind: 'component',
    stem: basename(path, '.wasm'),
    readComponent: () => readBoundedFile(path, path, MAX_COMPONENT_BYTES),
    readFile: (name) => Promise.resolve(err(outside(name, FILE))),
  });
}

async function openFolder(folder: string, shown: string): Promise<Result<ToolSource, KamiError>> {
  const bytes = await readBoundedFile(join(folder, MANIFEST), join(folder, MANIFEST), MAX_MANIFEST_BYTES);
  if (!bytes.ok) {
    if (errorCode(bytes.error.cause) !== 'ENOENT') return bytes;
    const hint = `Write ${MANIFEST} there, or give the .wasm file itself.`;
    return err(kamiError('KAMI_MANIFEST_INVALID', `${JSON.stringify(shown)} has no ${MANIFEST}.`, { hint }));
  }
  const text = decodeManifest(bytes.value);
  if (text === undefined)
    return err(kamiError('KAMI_MANIFEST_INVALID', `${JSON.stringify(join(folder, MANIFEST))} is not UTF-8.`));
  return ok({
    kind: 'folder',
    manifestText: text,
    stem: basename(await realpath(folder)),
    readComponent: (path) => readOfFolder(folder, path ?? '', COMPONENT),
    readFile: (path, maxBytes) => readOfFolder(folder, path, { ...FILE, maxBytes }),
  });
}

/** A file of a folder: what it is to its manifest, how large it may be, and what to do where it is missing. */
interface FileKind {
  readonly what: string;
  readonly field: string;
  readonly maxBytes: number;
  readonly hint: string;
}

const COMPONENT: FileKind = {
  what: 'component',
  field: 'tool.wasm',
  maxBytes: MAX_COMPONENT_BYTES,
  hint: BUILD_FIRST,
};
const FILE: FileKind = {
  what: 'file',
  field: 'mcp',
  maxBytes: 0,
  hint: `Put it beside ${MANIFEST}, or take its entry out.`,
};

function outside(path: string, { what, field }: FileKind): KamiError {
  return kamiError(
    'KAMI_MANIFEST_INVALID',
    `The ${what} ${JSON.stringify(path)} must lie in the folder of ${MANIFEST}.`,
    {
      data: { field },
      hint: 'Name it relative to the manifest, without .. and without a link that leaves the folder.',
    },
  );
}

async function readOfFolder(
  folder: string,
  path: string,
  kind: FileKind,
): Promise<Result<Uint8Array, KamiError>> {
  const parts = path.split('/');
  if (path === '' || path.startsWith('/') || /[\\\0:]/.test(path) || parts.includes('..'))
    return err(outside(path, kind));
  const shown = join(folder, path);
  try {
    const [root, target] = [await realpath(folder), await realpath(shown)];
    const below = relative(root, target);
    if (below.split(sep)[0] === '..' || join(root, below) !== target) return err(outside(path, kind));
    return await readBoundedFile(target, shown, kind.maxBytes);
  } catch (error) {
    return err(translateError(shown, error, { hint: kind.hint }));
  }
}

function decodeManifest(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
