import type { Json } from '@kami/types';
import type { ServerCommand } from './mcp-client.ts';
import { zipArchive } from './zip-archive.ts';

/** What a bundle is made from. */
export interface BundleParts {
  /** What clients call the server. */
  readonly name: string;
  readonly version: string;
  readonly command: ServerCommand;
  /** The tools at this moment, for people who look at the bundle. */
  readonly tools: readonly { readonly name: string; readonly description: string }[];
}

/** What KAMI says of itself in both files; at most 100 characters, as the registry asks. */
export const DESCRIPTION = 'Runs WebAssembly components as tools; each can do only what it was granted.';

/** Version of the manifest's specification (MCPB, MANIFEST.md). */
const MANIFEST_VERSION = '0.3';
const LAUNCHER = 'server/launch.cjs';

/**
 * An `.mcpb` bundle (MCPB, MANIFEST.md 0.3): a manifest, and a launcher that starts the KAMI which made the bundle or,
 * where that is not there, the command `kami`. The engine and its native parts are not in it: they are installed once.
 */
export function mcpbBundle(parts: BundleParts): Uint8Array {
  const manifest = `${JSON.stringify(bundleManifest(parts), undefined, 2)}\n`;
  const files = { 'manifest.json': manifest, [LAUNCHER]: launcherSource(parts.command) };
  return zipArchive(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })));
}

function bundleManifest({ name, version, tools }: BundleParts): Json {
  return {
    manifest_version: MANIFEST_VERSION,
    name,
    display_name: 'KAMI',
    version,
    description: DESCRIPTION,
    author: { name: 'KAMI' },
    license: 'Apache-2.0',
    server: {
      type: 'node',
      entry_point: LAUNCHER,
      mcp_config: { command: 'node', args: [`\${__dirname}/${LAUNCHER}`], env: {} },
    },
    tools: tools.map((tool) => ({ name: tool.name, description: tool.description })),
    tools_generated: true,
    keywords: ['webassembly', 'sandbox', 'tools'],
    compatibility: { platforms: ['darwin', 'linux', 'win32'], runtimes: { node: '>=18' } },
  };
}

/** A program for any Node from 18: a client runs it with the one it has, KAMI needs its own. */
function launcherSource({ command, args }: ServerCommand): string {
  const [, program = '', ...rest] = args;
  return `'use strict';
const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const node = ${JSON.stringify(command)};
const program = ${JSON.stringify(program)};
const args = ${JSON.stringify(rest)};
const child = existsSync(node) && existsSync(program)
  ? spawn(node, [${JSON.stringify(args[0] ?? '')}, program, ...args], { stdio: 'inherit' })
  : spawn('kami', args, { stdio: 'inherit', shell: process.platform === 'win32' });
child.on('error', (error) => {
  console.error('KAMI could not be started: ' + error.message);
  process.exitCode = 1;
});
child.on('exit', (code) => {
  process.exitCode = code === null ? 1 : code;
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
`;
}
