import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { limitToolHost } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { mcpbBundle, type BundleParts } from '../connect/mcpb-bundle.ts';
import { registryEntry } from '../connect/registry-entry.ts';
import { serveCommandLine } from '../connect/serve-command.ts';
import { fileErrorCode } from '../output/file-error-code.ts';
import type { CommandResult } from './command.ts';
import type { ConnectRequest } from './connect-or-bundle.ts';
import { selectedPatterns } from './tool-selection.ts';

/** Namespace of an entry that nobody published: a registry asks for one that its publisher owns. */
const LOCAL_NAMESPACE = 'local.kami';
/** Longest description of a tool in the manifest (characters). */
const MAX_DESCRIPTION = 500;

/** `kami connect --bundle [OUT]`: writes an `.mcpb` bundle of this installation, and a `server.json` beside it. */
export async function bundleCommand(app: App, request: ConnectRequest): CommandResult {
  const patterns = selectedPatterns(app.profiles, request);
  if (!patterns.ok) return patterns;
  const tools = await toolsOf(app, patterns.value);
  if (!tools.ok) return tools;
  const { name } = request;
  const running = { node: process.execPath, program: app.program, home: app.paths.root };
  const command = serveCommandLine(running, request);
  const bundle = mcpbBundle({ name, version: app.version, command, tools: tools.value });
  const path = resolve(typeof request.bundle === 'string' ? request.bundle : `${name}.mcpb`);
  const entry = registryEntry({
    name: `${LOCAL_NAMESPACE}/${name}`,
    version: app.version,
    identifier: basename(path),
    sha256: createHash('sha256').update(bundle).digest('hex'),
  });
  const described = join(dirname(path), 'server.json');
  if (request.print) {
    app.console.json(entry);
    return ok(0);
  }
  const written = writeBoth(path, bundle, described, `${JSON.stringify(entry, undefined, 2)}\n`);
  if (!written.ok) return written;
  if (app.json) app.console.json({ bundle: path, server: described });
  else {
    app.console.out(path);
    app.console.out(described);
    app.console.note(
      'The bundle starts this installation of KAMI, or the command kami where that is not there.',
    );
  }
  return ok(0);
}

async function toolsOf(
  app: App,
  patterns: readonly string[],
): Promise<Result<BundleParts['tools'], KamiError>> {
  const host = await app.toolHost('call');
  if (!host.ok) return host;
  const listed = await limitToolHost(host.value, patterns).list('stdio');
  if (!listed.ok) return listed;
  return ok(
    listed.value.map(({ mcpName, definition }) => ({
      name: mcpName,
      description: definition.description.slice(0, MAX_DESCRIPTION),
    })),
  );
}

/** Writes new files only: what stands there already may be another server's. */
function writeBoth(
  path: string,
  bundle: Uint8Array,
  described: string,
  text: string,
): Result<void, KamiError> {
  try {
    writeFileSync(path, bundle, { flag: 'wx' });
    writeFileSync(described, text, { flag: 'wx' });
    return ok(undefined);
  } catch (cause) {
    const code = fileErrorCode(cause);
    const which = cause instanceof Error && 'path' in cause ? String(cause.path) : path;
    const message =
      code === 'EEXIST' ? `${which} is there already.` : `${which} cannot be written (${code}).`;
    const hint = 'Choose another place with: kami connect --bundle OUT';
    return err(kamiError('KAMI_SOURCE_UNREADABLE', message, { cause, hint }));
  }
}
