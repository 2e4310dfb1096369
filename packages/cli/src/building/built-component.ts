import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { examineComponent, type ExaminedComponent } from '@kami/engine';
import { err, kamiError, MAX_COMPONENT_BYTES, ok, type KamiError, type Result } from '@kami/types';
import { compareImports } from './compare-imports.ts';
import type { ComponentMaker } from './component-maker.ts';
import { fileErrorCode } from '../output/file-error-code.ts';
import type { Project } from './project.ts';

/** A component as it was built. */
export interface BuiltComponent {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in hexadecimal. */
  readonly digest: string;
  readonly examined: ExaminedComponent;
  readonly warnings: readonly string[];
}

/**
 * Makes the component of the core module that a project's command made, whole or not at all; nothing where it makes no core
 * module. Errors: `KAMI_BUILD_FAILED` and those of the maker. Throws Node's file errors.
 */
export async function composeComponent(
  make: ComponentMaker,
  { folder, build, output }: Project,
  signal: AbortSignal,
): Promise<Result<void, KamiError>> {
  if (build.core === undefined) return ok(undefined);
  const core = readMade(folder, build.core, 'core');
  if (!core.ok) return core;
  // A module that brings its own WIT needs none beside it.
  const usual = existsSync(join(folder, 'wit')) ? { wit: 'wit' } : {};
  const { command: _command, watch: _watch, core: _core, ...named } = build;
  const made = await make({ ...usual, ...named, core: core.value, folder }, signal);
  if (!made.ok) return made;
  const temporary = `${output}.${randomUUID()}.tmp`;
  writeFileSync(temporary, made.value);
  renameSync(temporary, output);
  return ok(undefined);
}

/**
 * Reads and decodes what a project made, and compares it with what its manifest asks for. Errors: `KAMI_BUILD_FAILED`, and
 * those of decoding.
 */
export function readBuilt({ folder, output, manifest }: Project): Result<BuiltComponent, KamiError> {
  const bytes = readMade(folder, relative(folder, output), 'wasm');
  if (!bytes.ok) return bytes;
  const examined = examineComponent(bytes.value);
  if (!examined.ok) return err(withFile(examined.error, manifest.wasm));
  const { errors, warnings } = compareImports(examined.value.facts.usedImports, manifest.security);
  if (errors.length > 0) return err(kamiError('KAMI_BUILD_FAILED', errors.join('\n')));
  const digest = createHash('sha256').update(bytes.value).digest('hex');
  return ok({ size: bytes.value.length, digest, examined: examined.value, warnings });
}

function readMade(folder: string, path: string, key: 'core' | 'wasm'): Result<Uint8Array, KamiError> {
  const shown = JSON.stringify(path);
  const field = key === 'core' ? '`build.core`' : '`tool.wasm`';
  const hint = `Let the command under [build] write it there, or change ${field} in tool.toml.`;
  try {
    const file = join(folder, path);
    const { size } = statSync(file);
    if (size <= MAX_COMPONENT_BYTES) return ok(readFileSync(file));
    const message = `The build made ${shown} with ${size} bytes; at most ${MAX_COMPONENT_BYTES} are allowed.`;
    return err(
      kamiError('KAMI_BUILD_FAILED', message, {
        hint: 'Leave out debug information, and data that it could read.',
      }),
    );
  } catch (cause) {
    const code = fileErrorCode(cause);
    const message =
      code === 'ENOENT'
        ? `The command ended well, but it did not write ${shown}, which tool.toml names (${field}).`
        : `The build’s ${shown} cannot be read (${code}).`;
    return err(kamiError('KAMI_BUILD_FAILED', message, { cause, hint }));
  }
}

function withFile(error: KamiError, path: string): KamiError {
  const isCore = error.message.includes('core module');
  return {
    ...error,
    message: `${path}: ${error.message}`,
    ...(isCore
      ? { hint: 'Let the command write it elsewhere and say so under [build]: core = "…", wit = "wit".' }
      : {}),
  };
}
