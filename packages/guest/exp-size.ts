import { bundleTool } from './src/build/exp-bundle.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
for (const t of process.argv.slice(2)) {
  const b = await bundleTool(resolve('/work/main/examples', t, 'src/tool.ts'));
  if (!b.ok) throw b;
  writeFileSync(`/tmp/size/${t}.js`, b.value.code);
  console.log(t, b.value.code.length);
}
