/** Bundles `src/component.ts` and makes a component of it in QuickJS, without WASI imports: `dist/invoice.wasm`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

import { componentize } from 'componentize-qjs';
import { build } from 'esbuild';

import { packageDocsSection } from './package-docs.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const { outputFiles } = await build({
  entryPoints: [path('src/component.ts')],
  bundle: true,
  format: 'esm',
  target: 'es2023',
  write: false,
});
const { component } = await componentize({
  witPath: path('wit/invoice.wit'),
  jsSource: outputFiles[0].text,
  world: 'invoice',
  sync: true,
  optSize: true,
  stubWasi: true,
});
const docs = packageDocsSection(readFileSync(path('wit/invoice.wit'), 'utf8'));
mkdirSync(path('dist'), { recursive: true });
writeFileSync(path('dist/invoice.wasm'), Buffer.concat([component, docs]));
stdout.write(`dist/invoice.wasm, ${component.length + docs.length} bytes\n`);
