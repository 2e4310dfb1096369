import { readFile } from 'node:fs/promises';
import type { ToolExport } from './tool-exports.ts';
import { toBuildName, WASI_WIT } from './wasi-interfaces.ts';

/** Name of the world that {@link worldWit} describes. */
export const WORLD_NAME = 'tool';

/** The WIT, as one text, of a component with just these imports and these exports of `kami:tool`. */
export async function worldWit(imports: readonly string[], exports: readonly ToolExport[]): Promise<string> {
  const [host, tool] = await Promise.all([readWit('host.wit'), readWit('tool.wit')]);
  return [
    'package root:component;',
    `world ${WORLD_NAME} {`,
    ...imports.map((name) => `  import ${toBuildName(name)};`),
    ...exports.map((name) => `  export kami:tool/${name}@0.1.0;`),
    '}',
    host,
    tool,
    WASI_WIT,
  ].join('\n');
}

/** KAMI's WIT stands in `dist/wit` of the published package, and at the top of the repository. */
async function readWit(name: string): Promise<string> {
  const published = new URL(`../wit/${name}`, import.meta.url);
  const inRepository = new URL(`../../../../wit/${name}`, import.meta.url);
  return readFile(published, 'utf8').catch(() => readFile(inRepository, 'utf8'));
}
