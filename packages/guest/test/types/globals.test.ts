import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groups } from '../behaviours/index.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const guest = join(root, 'packages/guest');
const everything = readFileSync(new URL('uses-globals.ts.txt', import.meta.url), 'utf8');
let project: string;

/** A project with the SDK as it is published, and neither the DOM nor Node's types. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'kami-guest-types-'));
  const installed = join(project, 'node_modules/@kami/guest');
  mkdirSync(installed, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(guest, 'package.json'), 'utf8')) as {
    readonly publishConfig: { readonly exports: unknown };
  };
  const { exports } = manifest.publishConfig;
  writeFileSync(
    join(installed, 'package.json'),
    JSON.stringify({ name: '@kami/guest', type: 'module', exports }),
  );
  for (const folder of ['dist', 'types']) symlinkSync(join(guest, folder), join(installed, folder));
  mkdirSync(join(project, 'node_modules/@exodus'));
  for (const library of ['@exodus/bytes', 'whatwg-url-minimum'])
    symlinkSync(join(guest, 'node_modules', library), join(project, 'node_modules', library));
  const compilerOptions = {
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    module: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    preserveSymlinks: true,
    types: ['@kami/guest/globals'],
  };
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
});
afterAll(() => rmSync(project, { recursive: true }));

/** What the compiler says of a module. */
function compile(source: string): string {
  writeFileSync(join(project, 'tool.ts'), source);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' }).stdout;
}

describe('the types of the globals', () => {
  it('have all that a tool can use, without the DOM and without Node', { timeout: 60_000 }, () => {
    expect(compile(everything)).toBe('');
  });

  it('leave out fetch, and what belongs to a browser or to Node', { timeout: 60_000 }, () => {
    const said = compile(
      ["fetch('https://example.com');", 'process.exit();', 'document.title;', 'export {};'].join('\n'),
    );
    for (const name of ['fetch', 'process', 'document']) expect(said).toContain(`Cannot find name '${name}'`);
  });

  it('have every class that the behaviours are of', () => {
    const programs = Object.values(groups)
      .flat()
      .map(({ program }) => String(program))
      .join('\n');
    const made = new Set([...programs.matchAll(/\bnew ([A-Z]\w+)/gu)].map(([, name]) => name));
    const types = readFileSync(join(guest, 'types/globals.d.ts'), 'utf8');
    const language = /^(?:Map|Set|Date|Promise|Error|RangeError|Own|\w+Array)$/u;
    for (const name of made)
      if (!language.test(name ?? '')) expect(types).toMatch(new RegExp(`(?:var|class) ${name}\\b`, 'u'));
  });
});
