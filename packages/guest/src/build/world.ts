import { readFile } from 'node:fs/promises';
import type { ToolExport } from './tool-exports.ts';
import { toBuildName, toRealNames, WASI_WIT } from './wasi-interfaces.ts';

/** Name of the world that {@link worldWit} describes. */
export const WORLD_NAME = 'tool';

/** The WIT, as one text, of a component with just these imports and these exports of `kami:tool`; `wasiName`: as the package is called while the component is built, or in the end. */
export async function worldWit(
  imports: readonly string[],
  exports: readonly ToolExport[],
  wasiName: 'build' | 'real' = 'build',
): Promise<string> {
  const [host, tool] = await Promise.all([readWit('host.wit'), readWit('tool.wit')]);
  return [
    'package root:component;',
    `world ${WORLD_NAME} {`,
    ...imports.map((name) => `  import ${wasiName === 'build' ? toBuildName(name) : name};`),
    ...exports.map((name) => `  export kami:tool/${name}@0.1.0;`),
    '}',
    host,
    tool,
    wasiName === 'build' ? WASI_WIT : toRealNames(WASI_WIT),
  ].join('\n');
}

/** KAMI's WIT stands in `dist/wit` of the published package, and at the top of the repository. */
async function readWit(name: string): Promise<string> {
  const published = new URL(`../wit/${name}`, import.meta.url);
  const inRepository = new URL(`../../../../wit/${name}`, import.meta.url);
  return readFile(published, 'utf8').catch(() => readFile(inRepository, 'utf8'));
}
