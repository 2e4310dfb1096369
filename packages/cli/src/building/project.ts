import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseManifest } from '@kami/registry';
import {
  err,
  kamiError,
  MAX_MANIFEST_BYTES,
  ok,
  type BuildInstructions,
  type KamiError,
  type Result,
  type ToolManifest,
} from '@kami/types';
import { fileErrorCode } from '../output/file-error-code.ts';

/** A folder with a tool's source: its manifest and how it is built. */
export interface Project {
  /** Absolute path. */
  readonly folder: string;
  readonly manifest: ToolManifest;
  readonly build: BuildInstructions;
  /** Text of `tool.toml`. */
  readonly text: string;
  /** Absolute path of the component. */
  readonly output: string;
}

const HOW_TO_BEGIN = 'Begin a tool in a new folder with: kami init NAME';

/** The line below which the SDK writes a manifest anew at each build. */
const MARKER = '# What follows is written by the build, ';

/**
 * Reads the project in a folder that is to be built: what the last build wrote into its manifest may be wrong, because the next one
 * writes it anew. Errors: those of {@link openProject}.
 */
export async function openUnbuilt(given: string): Promise<Result<Project, KamiError>> {
  return readProject(given, (text) => {
    const whole = parseManifest(text);
    const at = text.indexOf(MARKER);
    if (whole.ok || at === -1) return whole;
    const written = parseManifest(text.slice(0, at));
    return written.ok ? written : whole;
  });
}

/** Reads the project in a folder. Errors: `KAMI_SOURCE_UNREADABLE`, `KAMI_MANIFEST_INVALID`. */
export async function openProject(given: string): Promise<Result<Project, KamiError>> {
  return readProject(given, (text) => {
    const manifest = parseManifest(text);
    if (manifest.ok || !text.includes(MARKER) || !manifest.error.message.includes('`security.'))
      return manifest;
    const hint = 'The build wrote [security] from `requests` and `limits` in the code: change it there.';
    return err({ ...manifest.error, hint });
  });
}

async function readProject(
  given: string,
  parse: (text: string) => Result<ToolManifest, KamiError>,
): Promise<Result<Project, KamiError>> {
  const folder = resolve(given);
  const text = await readManifestText(folder, given);
  if (!text.ok) return text;
  const manifest = parse(text.value);
  if (!manifest.ok) return manifest;
  const { build, wasm } = manifest.value;
  if (build === undefined) return err(noBuild(given));
  return ok({ folder, manifest: manifest.value, build, text: text.value, output: join(folder, wasm) });
}

async function readManifestText(folder: string, given: string): Promise<Result<string, KamiError>> {
  const path = join(folder, 'tool.toml');
  try {
    if ((await stat(path)).size > MAX_MANIFEST_BYTES) {
      const message = `${JSON.stringify(path)} is larger than ${MAX_MANIFEST_BYTES} bytes.`;
      return err(kamiError('KAMI_MANIFEST_INVALID', message));
    }
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)));
  } catch (cause) {
    const code = fileErrorCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return err(await noManifest(folder, given));
    const reason = cause instanceof TypeError ? 'is not UTF-8' : `cannot be read (${code})`;
    return err(kamiError('KAMI_SOURCE_UNREADABLE', `${JSON.stringify(path)} ${reason}.`, { cause }));
  }
}

async function noManifest(folder: string, given: string): Promise<KamiError> {
  const shown = JSON.stringify(given === '.' ? folder : given);
  try {
    const isEmpty = (await readdir(folder)).length === 0;
    const message = isEmpty ? `The folder ${shown} is empty.` : `${shown} has no tool.toml.`;
    return kamiError('KAMI_MANIFEST_INVALID', message, {
      hint: isEmpty ? HOW_TO_BEGIN : `Give the folder with the tool’s tool.toml. ${HOW_TO_BEGIN}`,
    });
  } catch (cause) {
    const reason = fileErrorCode(cause) === 'ENOTDIR' ? 'is not a folder' : 'does not exist';
    return kamiError('KAMI_SOURCE_UNREADABLE', `${shown} ${reason}.`, { cause, hint: HOW_TO_BEGIN });
  }
}

function noBuild(given: string): KamiError {
  const message = `tool.toml in ${JSON.stringify(given)} does not say how the tool is built.`;
  return kamiError('KAMI_MANIFEST_INVALID', message, {
    hint: 'Write in tool.toml:\n\n    [build]\n    command = "kami-guest build"\n\n  with the command that makes what `wasm` names.',
  });
}
