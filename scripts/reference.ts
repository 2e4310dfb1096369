/**
 * Writes the reference of the guest SDK, `docs/reference`, from its sources (`pnpm run docs`); with `--check` it changes
 * nothing, and ends with 1 where a page is not what the sources give.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { workspaceRoot } from './build/workspace-root.ts';
import { referencePages } from './reference/pages.ts';

const folder = join(workspaceRoot, 'docs/reference');
mkdirSync(folder, { recursive: true });
const pages = await referencePages(join(workspaceRoot, 'packages/guest'));
const found = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const changed = [...new Set([...pages.keys(), ...found.keys()])].filter(
  (name) => pages.get(name) !== found.get(name),
);

if (!argv.includes('--check')) {
  for (const name of changed) {
    const text = pages.get(name);
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
  console.log(`docs/reference: ${pages.size} pages, ${changed.length} changed`);
} else if (changed.length === 0) {
  console.log(`${pages.size} pages of docs/reference are what the sources give`);
} else {
  console.log(`docs/reference/${changed.join(', ')}: not what the sources give. Run: pnpm run docs`);
  process.exitCode = 1;
}
