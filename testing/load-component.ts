import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { transpile } from '@bytecodealliance/jco';

/**
 * The exports of a component that imports nothing, as jco presents them, in this process and with no limits: for tests
 * that compare a component's own answers with a second implementation. KAMI never runs a component so.
 */
export async function loadComponent<Exports>(path: string): Promise<Exports> {
  const { files, imports } = await transpile(withoutCustomSections(readFileSync(path)), {
    name: 'component',
    noTypescript: true,
    base64Cutoff: Number.MAX_SAFE_INTEGER,
  });
  if (imports.length > 0) throw new Error(`${path} imports ${imports.join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'kami-component-'));
  try {
    const source = files['component.js'];
    if (source === undefined) throw new Error(`${path}: no JavaScript was made`);
    writeFileSync(join(folder, 'component.mjs'), source);
    return (await import(pathToFileURL(join(folder, 'component.mjs')).href)) as Exports;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** jco reads `package-docs` as if every interface were one of its own, and fails. */
function withoutCustomSections(component: Uint8Array): Uint8Array {
  const kept = [component.subarray(0, 8)];
  for (let start = 8, end = 8; start < component.length; start = end) {
    let size = 0;
    let at = start + 1;
    for (let shift = 0; ; shift += 7) {
      const byte = component[at++] ?? 0;
      size += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    end = at + size;
    if (component[start] !== 0) kept.push(component.subarray(start, end));
  }
  return Buffer.concat(kept);
}
